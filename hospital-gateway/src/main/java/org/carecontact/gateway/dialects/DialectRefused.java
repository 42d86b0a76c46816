package org.carecontact.gateway.dialects;

/** A dialect that can't be used; the message has file, line, column and what would be right. */
public final class DialectRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DialectRefused(String message) {
        super(message);
    }
}
