package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escape;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a sender (HL7 v2.5, 2.9.2): AA stored, or not needed; AE not stored, a person has to look at the content;
 * AR not for this door. It is written in the sender's delimiters, and what comes from the header goes back byte for byte.
 *
 * @param note what a sender that shows one line should show; null for nothing
 */
public record Acknowledgement(
        AcknowledgmentCode code,
        List<Fault> faults,
        @Nullable String note) {

    /** Who answers, to a sender that does not say whom it sends to. */
    private static final String OURS = "CARECONTACT";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ");
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());

    public Acknowledgement {
        faults = List.copyOf(faults);
    }

    /** Stored; a fault is only a warning then. */
    public static Acknowledgement accept(List<Fault> warnings) {
        return new Acknowledgement(AcknowledgmentCode.AA, warnings, null);
    }

    public static Acknowledgement notUsed() {
        return new Acknowledgement(AcknowledgmentCode.AA, List.of(), "Not used here, nothing was stored");
    }

    public static Acknowledgement refuse(Refusal refusal) {
        return new Acknowledgement(refusal.answer(), List.of(refusal.fault()), null);
    }

    public static Acknowledgement notNow() {
        return new Acknowledgement(
                AcknowledgmentCode.AE,
                List.of(new Fault(
                        ErrorCode.APPLICATION_INTERNAL_ERROR,
                        "MSH",
                        10,
                        "Send the same message again, with the same control id, after a pause")),
                null);
    }

    /**
     * What goes back: one message, or in enhanced mode none, one or two (2.9.3).
     *
     * @param header of the message that is answered
     */
    public List<String> messages(Header header, Instant now, ZoneId zone) {
        String accept = asked(header.field(15));
        String application = asked(header.field(16));
        if (accept.isEmpty() && application.isEmpty()) {
            return List.of(message(header, code, now, zone));
        }
        List<String> messages = new ArrayList<>();
        if (isAsked(accept)) {
            messages.add(message(header, accepting(), now, zone));
        }
        // An accept answer that is no CA ends the exchange.
        if (isAsked(application) && (messages.isEmpty() || code == AcknowledgmentCode.AA)) {
            messages.add(message(header, code, now, zone));
        }
        return messages;
    }

    private static String asked(String field) {
        return field.equals(Fields.NULL) ? "" : field;
    }

    /** Table 0155. */
    private boolean isAsked(String condition) {
        return switch (condition) {
            case "AL" -> true;
            case "SU" -> code == AcknowledgmentCode.AA;
            case "ER" -> code != AcknowledgmentCode.AA;
            default -> false;
        };
    }

    private AcknowledgmentCode accepting() {
        return switch (code) {
            case AA, CA -> AcknowledgmentCode.CA;
            case AE, CE -> AcknowledgmentCode.CE;
            case AR, CR -> AcknowledgmentCode.CR;
        };
    }

    private String message(Header header, AcknowledgmentCode said, Instant now, ZoneId zone) {
        EncodingCharacters delimiters = header.delimiters();
        char component = delimiters.getComponentSeparator();
        String version = header.component(12, 1).isEmpty() ? "2.5" : header.component(12, 1);
        String type = "ACK";
        if (version.compareTo("2.3") >= 0 && !header.trigger().isEmpty()) {
            type += component + header.trigger();
            type += version.compareTo("2.4") >= 0 ? component + "ACK" : "";
        }
        StringBuilder text = new StringBuilder();
        segment(
                text,
                delimiters,
                "MSH",
                header.encodingCharacters(),
                header.field(5).isEmpty() ? OURS : header.field(5),
                header.field(6),
                header.field(3),
                header.field(4),
                TIME.format(now.atZone(zone)),
                "",
                type,
                Long.toString(NUMBERS.incrementAndGet(), 36),
                header.field(11).isEmpty() ? "P" : header.field(11),
                header.field(12).isEmpty() ? version : header.field(12),
                "",
                "",
                "",
                "",
                "",
                header.field(18));
        // Withdrawn in v2.5 in favour of ERR, and still the one thing that many senders show.
        String shown = faults.isEmpty()
                ? (note == null ? "" : note)
                : faults.getFirst().place() + ": " + faults.getFirst().remedy();
        segment(text, delimiters, "MSA", said.name(), header.controlId(), Escape.escape(shown, delimiters));
        for (Fault fault : faults) {
            error(text, delimiters, version, fault);
        }
        return text.toString();
    }

    private void error(StringBuilder text, EncodingCharacters delimiters, String version, Fault fault) {
        String component = String.valueOf(delimiters.getComponentSeparator());
        String number = Integer.toString(fault.code().getCode());
        String coded = String.join(component, number, fault.code().getMessage(), ErrorCode.codeTable());
        String place = fault.segment() + component + "1" + (fault.field() > 0 ? component + fault.field() : "");
        String old = String.join(
                component,
                fault.segment(),
                "1",
                fault.field() > 0 ? Integer.toString(fault.field()) : "",
                String.join(
                        String.valueOf(delimiters.getSubcomponentSeparator()),
                        number,
                        fault.code().getMessage(),
                        ErrorCode.codeTable()));
        segment(
                text,
                delimiters,
                "ERR",
                version.compareTo("2.5") < 0 ? old : "",
                place,
                coded,
                code == AcknowledgmentCode.AA ? "W" : "E",
                "",
                "",
                switch (code) {
                    case AA, CA -> "Stored without what was of no use in this field";
                    case AE, CE ->
                        fault.code() == ErrorCode.APPLICATION_INTERNAL_ERROR
                                ? "Not stored now; nothing is wrong with the message"
                                : "Not stored; a person has to look at the content";
                    case AR, CR -> "Not stored; not for this door, repeating it unchanged is of no use";
                },
                Escape.escape(fault.remedy(), delimiters));
    }

    /** Fields from the first on; of MSH from MSH-2 on. */
    private static void segment(StringBuilder text, EncodingCharacters delimiters, String name, String... fields) {
        int last = fields.length;
        while (last > 0 && fields[last - 1].isEmpty()) {
            last--;
        }
        text.append(name);
        for (int i = 0; i < last; i++) {
            text.append(delimiters.getFieldSeparator()).append(fields[i]);
        }
        text.append('\r');
    }
}
