package org.carecontact.sandbox.day;

import org.carecontact.sandbox.day.Api.Answer;

/** Compares an answer with what the story says. */
final class Expect {

    private Expect() {}

    static void that(String what, int status, Answer answer) throws OffScript {
        if (answer.status() != status) {
            throw new OffScript(what, answer);
        }
    }

    static void that(String what, long exactly, long counted, Answer last) throws OffScript {
        if (exactly != counted) {
            throw new OffScript(what + " succeeded " + counted + " times", last);
        }
    }

    static void that(String what, String expected, String seen, Answer last) throws OffScript {
        if (!expected.equals(seen)) {
            throw new OffScript(what + " is " + seen + ", not " + expected, last);
        }
    }

    static void that(String what, String request, Answer answer) throws OffScript {
        if (!answer.ok() || request.isEmpty() || !request.equals(answer.text("request"))) {
            throw new OffScript(what, answer);
        }
    }
}
