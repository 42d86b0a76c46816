package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.ErrorCode;

/**
 * A message that must not come again as it is (AR).
 *
 * <p>Says what would be right, in words of our own: nothing of the message is repeated.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public Refusal(ErrorCode code, String segment, int field, String remedy) {
        super(code.getMessage(), null, false, false);
        fault = new Fault(code, segment, field, remedy);
    }

    public Fault fault() {
        return fault;
    }
}
