package org.carecontact.vendors;

/** A callback is not what it pretends to be. The text says why in one word and holds nothing of the callback. */
public final class CallbackRefused extends Exception {

    private static final long serialVersionUID = 1L;

    CallbackRefused(String reason) {
        super(reason);
    }
}
