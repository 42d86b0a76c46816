package org.carecontact.kernel.codec;

/** Says that the schema registry does not answer; nothing is lost, and a later try may succeed. */
public final class RegistryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailable(Throwable cause) {
        super("the schema registry does not answer", cause);
    }
}
