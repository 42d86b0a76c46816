package org.carecontact.gateway.fhir.staff;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.Texts;
import org.carecontact.gateway.values.Prints;
import org.carecontact.schemas.ids.DoctorId;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * The numbers of slots and appointments. An appointment's identifier is its number, as in HL7 v2 (SCH-2); all others have a
 * prefix, since a slot and an appointment may have the same id.
 */
final class Numbers {

    /** HL7 table 0203: who fills an appointment names it, who places it may. */
    private static final String FILLER = "FILL";

    private static final String PLACER = "PLAC";

    private final LogicalIds ids;
    private final Prints prints;

    Numbers(LogicalIds ids, Prints prints) {
        this.ids = ids;
        this.prints = prints;
    }

    String ofSlot(List<Identifier> identifiers, Set<DoctorId> doctors, Optional<Instant> from, Reading reading) {
        return identified(identifiers, reading)
                .map(value -> "Slot|" + value)
                .orElseGet(() -> unidentified("Slot", doctors, from, reading));
    }

    String ofAppointment(List<Identifier> identifiers, Set<DoctorId> doctors, Optional<Instant> from, Reading reading) {
        return identified(identifiers, reading).orElseGet(() -> unidentified("Appointment", doctors, from, reading));
    }

    private static Optional<String> identified(List<Identifier> identifiers, Reading reading) {
        if (identifiers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(identifiers.stream()
                .filter(one -> one.hasValue() && one.getUse() != IdentifierUse.OLD)
                .sorted(Comparator.comparing((Identifier one) -> !isOf(FILLER, one))
                        .thenComparing(one -> isOf(PLACER, one))
                        .thenComparing(one -> one.getUse() != IdentifierUse.OFFICIAL))
                .map(one -> Texts.usable(one.getValue()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> Refused.content(
                        IssueType.VALUE,
                        reading.at("identifier"),
                        "The hospital's own number of it: 1 to 64 printable characters, no citizen's number")));
    }

    private static boolean isOf(String type, Identifier identifier) {
        return identifier.getType().getCoding().stream().anyMatch(coding -> type.equals(coding.getCode()));
    }

    /** The logical id, unless we made that ourselves; else whose it is and when it begins; else, for nobody's, what it says. */
    private String unidentified(String type, Set<DoctorId> doctors, Optional<Instant> from, Reading reading) {
        String logicalId = reading.logicalId();
        if (logicalId != null) {
            return ids.find(type, logicalId).map(Numbers::first).orElse(type + "/" + logicalId);
        }
        return from.isPresent() && !doctors.isEmpty()
                ? type + ":"
                        + prints.of(type, reading.hospital(), from.get().toString(), new Calendar(null, doctors).text())
                : type + ":" + reading.heard().print();
    }

    /** A slot's number with whose it is, as it is kept. */
    static String kept(String number, Calendar calendar) {
        return number + "\n" + calendar.text();
    }

    private static String first(String kept) {
        int end = kept.indexOf('\n');
        return end < 0 ? kept : kept.substring(0, end);
    }

    /** Whose it is. */
    static String rest(String kept) {
        return kept.substring(kept.indexOf('\n') + 1);
    }
}
