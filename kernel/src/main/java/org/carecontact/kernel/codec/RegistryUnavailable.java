package org.carecontact.kernel.codec;

/** The schema registry does not answer: nothing is lost, try again later. */
public final class RegistryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailable(Throwable cause) {
        super("the schema registry does not answer", cause);
    }
}
