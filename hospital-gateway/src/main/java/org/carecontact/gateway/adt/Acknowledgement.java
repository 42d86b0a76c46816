package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v25.message.ACK;
import ca.uhn.hl7v2.model.v25.segment.ERR;
import ca.uhn.hl7v2.model.v25.segment.MSH;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answer to a sender (HL7 v2.5, 2.9.2, original mode): AA stored; AE not stored, may come again; AR must not come
 * again unchanged.
 */
public record Acknowledgement(AcknowledgmentCode code, List<Fault> faults) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ");
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());

    public Acknowledgement {
        faults = List.copyOf(faults);
    }

    /** Stored; a fault is only a warning then. */
    public static Acknowledgement accept(List<Fault> warnings) {
        return new Acknowledgement(AcknowledgmentCode.AA, warnings);
    }

    public static Acknowledgement reject(Fault fault) {
        return new Acknowledgement(AcknowledgmentCode.AR, List.of(fault));
    }

    public static Acknowledgement notNow() {
        return new Acknowledgement(
                AcknowledgmentCode.AE,
                List.of(new Fault(
                        ErrorCode.APPLICATION_INTERNAL_ERROR,
                        "MSH",
                        10,
                        "Send the same message again, with the same control id, after a pause")));
    }

    public ACK message(Header header, Instant now, ZoneId zone) {
        try {
            ACK ack = new ACK();
            MSH msh = ack.getMSH();
            msh.getFieldSeparator().setValue("|");
            msh.getEncodingCharacters().setValue("^~\\&");
            msh.getSendingApplication().getNamespaceID().setValue(header.component(5, 1));
            msh.getSendingFacility().getNamespaceID().setValue(header.component(6, 1));
            msh.getReceivingApplication().getNamespaceID().setValue(header.component(3, 1));
            msh.getReceivingFacility().getNamespaceID().setValue(header.component(4, 1));
            msh.getDateTimeOfMessage().getTime().setValue(TIME.format(now.atZone(zone)));
            msh.getMessageType().getMessageCode().setValue("ACK");
            msh.getMessageType().getTriggerEvent().setValue(header.trigger());
            msh.getMessageType().getMessageStructure().setValue("ACK");
            msh.getMessageControlID().setValue(Long.toString(NUMBERS.incrementAndGet(), 36));
            msh.getProcessingID()
                    .getProcessingID()
                    .setValue(header.component(11, 1).isEmpty() ? "P" : header.component(11, 1));
            msh.getVersionID().getVersionID().setValue("2.5");
            if (!header.field(18).isEmpty()) {
                msh.getCharacterSet(0).setValue(header.field(18));
            }
            ack.getMSA().getAcknowledgmentCode().setValue(code.name());
            ack.getMSA().getMessageControlID().setValue(header.controlId());
            if (!faults.isEmpty()) {
                // Withdrawn in v2.5 in favour of ERR, but many senders show nothing else.
                ack.getMSA()
                        .getTextMessage()
                        .setValue(faults.getFirst().place() + ": "
                                + faults.getFirst().remedy());
            }
            for (int i = 0; i < faults.size(); i++) {
                fill(ack.getERR(i), faults.get(i));
            }
            return ack;
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(ERR err, Fault fault) throws HL7Exception {
        err.getErrorLocation(0).getSegmentID().setValue(fault.segment());
        err.getErrorLocation(0).getSegmentSequence().setValue("1");
        if (fault.field() > 0) {
            err.getErrorLocation(0).getFieldPosition().setValue(Integer.toString(fault.field()));
        }
        err.getHL7ErrorCode()
                .getIdentifier()
                .setValue(Integer.toString(fault.code().getCode()));
        err.getHL7ErrorCode().getText().setValue(fault.code().getMessage());
        err.getHL7ErrorCode().getNameOfCodingSystem().setValue(ErrorCode.codeTable());
        err.getSeverity().setValue(code == AcknowledgmentCode.AA ? "W" : "E");
        err.getDiagnosticInformation()
                .setValue(
                        switch (code) {
                            case AA, CA -> "Stored; this field was left out";
                            case AE, CE -> "Not stored now; nothing is wrong with the message";
                            case AR, CR -> "Not stored; repeating it unchanged is of no use";
                        });
        err.getUserMessage().setValue(fault.remedy());
    }
}
