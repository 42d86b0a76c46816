package org.carecontact.sandbox.day;

import org.carecontact.sandbox.day.Api.Answer;

/** A visit did not go as its story says. */
final class OffScript extends Exception {

    private static final long serialVersionUID = 1L;

    OffScript(String what, Answer answer) {
        super(what + ": " + answer.status() + " " + answer.body());
    }
}
