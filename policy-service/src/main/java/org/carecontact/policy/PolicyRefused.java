package org.carecontact.policy;

/** A policy document that can't be used: where in it, what is wrong, what would be right. */
final class PolicyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PolicyRefused(String message) {
        super(message);
    }
}
