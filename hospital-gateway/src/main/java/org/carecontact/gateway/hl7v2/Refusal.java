package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.ErrorCode;

/**
 * A message that is not taken in as it is: AE when its content is the reason, AR when it is not for this door (HL7 v2.5,
 * 2.9.2.2).
 *
 * <p>Says what would be right, in words of our own: nothing of the message is repeated.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final AcknowledgmentCode answer;
    private final transient Fault fault;

    private Refusal(AcknowledgmentCode answer, ErrorCode code, String segment, int field, String remedy) {
        super(code.getMessage(), null, false, false);
        this.answer = answer;
        fault = new Fault(code, segment, field, remedy);
    }

    /** AE: a person has to look at the content. */
    public static Refusal ofContent(ErrorCode code, String segment, int field, String remedy) {
        return new Refusal(AcknowledgmentCode.AE, code, segment, field, remedy);
    }

    /** AR: of a type, version, size or sender that this door does not take. */
    public static Refusal ofKind(ErrorCode code, String segment, int field, String remedy) {
        return new Refusal(AcknowledgmentCode.AR, code, segment, field, remedy);
    }

    public AcknowledgmentCode answer() {
        return answer;
    }

    public Fault fault() {
        return fault;
    }
}
