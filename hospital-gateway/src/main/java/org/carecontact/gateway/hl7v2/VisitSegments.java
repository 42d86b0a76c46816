package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.intake.VisitIds;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Reads PV1: which visit it is, where, at whom, of which class. Each thing that is of no use costs a warning only. */
final class VisitSegments {

    /** Table 0004: preadmitted, commercial, not applicable, unknown. */
    private static final Set<String> CLASS_THAT_SAYS_NOTHING = Set.of("P", "C", "N", "U");

    private static final Pattern DEPARTMENT = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    private final Dialect dialect;
    private final BiConsumer<String, String> unmapped;

    /**
     * Reads in this dialect.
     *
     * @param unmapped hears of codes that nobody names: their kind, and the code
     */
    VisitSegments(Dialect dialect, BiConsumer<String, String> unmapped) {
        this.dialect = dialect;
        this.unmapped = unmapped;
    }

    /** PV1-19; without a number a visit is its patient's at the time of admission. */
    VisitId number(Fields pv1, PatientId patient, Times times, Optional<Instant> opened) throws Refusal {
        String number = pv1.text(19, 1);
        return number.isEmpty()
                ? checked(VisitIds.admitted(
                        patient,
                        times.moment(pv1.text(44, 1))
                                .or(() -> opened)
                                .orElseThrow(() -> Refusal.ofContent(
                                        ErrorCode.REQUIRED_FIELD_MISSING,
                                        "PV1",
                                        19,
                                        "The visit number, or the time of admission in PV1-44"))))
                : number("PV1", 19, number, patient);
    }

    /** A visit number of another field. */
    VisitId number(String segment, int field, String number, PatientId patient) throws Refusal {
        if (CitizenNumbers.isOne(number)) {
            throw badNumber(segment, field);
        }
        Optional<VisitId> id = dialect.visitsPerPatient() ? VisitIds.ofPatient(patient, number) : VisitId.parse(number);
        return id.orElseThrow(() -> badNumber(segment, field));
    }

    private static VisitId checked(Optional<VisitId> id) throws Refusal {
        return id.orElseThrow(() -> badNumber("PV1", 19));
    }

    private static Refusal badNumber(String segment, int field) {
        return Refusal.ofContent(
                ErrorCode.DATA_TYPE_ERROR, segment, field, "1 to 64 printable characters, no citizen's number");
    }

    Word<DoctorId> doctor(Header header, Fields pv1, List<Fault> warnings) {
        if (pv1.isWithdrawn(7)) {
            return Word.withdrawn();
        }
        Optional<DoctorId> found = Identities.find(
                pv1.repetitions(7), dialect.doctor(), 9, 13, PersonSegments.authorities(header), DoctorId::parse);
        if (found.isEmpty() && !pv1.isEmpty(7)) {
            warnings.add(new Fault(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER, "PV1", 7, "The hospital's own id of the doctor in PV1-7.1"));
        }
        return found.map(Word::of).orElseGet(Word::absent);
    }

    /** PV1-3.1, else PV1-3.4, else PV1-10; what the dialect does not name is taken as it is. */
    Word<String> department(Fields pv1, List<Fault> warnings) {
        if (pv1.isWithdrawn(3)) {
            return Word.withdrawn();
        }
        List<String> said = Stream.of(pv1.text(3, 1), pv1.text(3, 4), pv1.text(10, 1))
                .filter(text -> !text.isEmpty())
                .toList();
        if (said.isEmpty()) {
            return Word.absent();
        }
        if (!dialect.isDepartment(said)) {
            unmapped.accept("department", said.getFirst());
        }
        Optional<String> department = department(dialect, said);
        if (department.isEmpty()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "PV1", 3, "A department of at most 64 characters"));
        }
        return department.map(Word::of).orElseGet(Word::absent);
    }

    /** The first that the dialect names, by its code here, else the first as it is; empty when that is of no use. */
    static Optional<String> department(Dialect dialect, List<String> said) {
        return said.stream()
                .filter(dialect.departments()::containsKey)
                .map(dialect.departments()::get)
                .findFirst()
                .or(() -> said.stream().findFirst())
                .filter(code -> DEPARTMENT.matcher(code).matches() && !CitizenNumbers.isOne(code));
    }

    Word<EncounterClass> encounterClass(String trigger, Fields pv1, List<Fault> warnings) {
        String patientClass = pv1.text(2, 1);
        @Nullable
        EncounterClass found = Stream.of(pv1.text(18, 1), patientClass)
                .filter(dialect.classes()::containsKey)
                .map(dialect.classes()::get)
                .findFirst()
                .orElse(null);
        if (found == null && !patientClass.isEmpty() && !CLASS_THAT_SAYS_NOTHING.contains(patientClass)) {
            unmapped.accept("class", patientClass);
            warnings.add(new Fault(
                    ErrorCode.TABLE_VALUE_NOT_FOUND, "PV1", 2, "One of table 0004, or a class of the feed's dialect"));
        }
        if (trigger.equals("A07") && (found == null || found == EncounterClass.IMP)) {
            return Word.of(EncounterClass.AMB);
        }
        return found == null ? Word.absent() : Word.of(found);
    }
}
