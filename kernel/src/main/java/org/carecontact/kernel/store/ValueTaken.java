package org.carecontact.kernel.store;

/** A batch would have given a document a value that may be in one document only, and another one has it. */
public final class ValueTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueTaken(String id) {
        super("a value that document " + id + " was to get was taken by another one meanwhile");
    }
}
