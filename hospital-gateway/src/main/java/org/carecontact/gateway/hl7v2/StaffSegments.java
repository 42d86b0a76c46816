package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.Dialect.Identifiers;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;

/**
 * Reads master files (HL7 v2.5, chapter 8): doctors from STF and PRA, departments from LOC. Each record is a statement of
 * its own; what is of no use costs a warning, never the message.
 */
final class StaffSegments {

    static final Set<String> DOCTORS = Set.of("STF", "PRA");
    static final String LOCATIONS = "LOC";

    /** Table 0260: a clinic, a department, and one that says nothing; no room or bed. */
    private static final Set<String> DEPARTMENTS = Set.of("C", "D", "");

    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    private final String hospital;
    private final Dialect dialect;
    private final PersonalValues values;

    StaffSegments(String hospital, Dialect dialect, PersonalValues values) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.values = values;
    }

    /** MFI-1 as far as it matters here, else what the event is for; empty when neither says so. */
    static String file(Fields mfi, String trigger) {
        String file = mfi.text(1, 1);
        if (DOCTORS.contains(file) || file.equals(LOCATIONS)) {
            return file;
        }
        return switch (trigger) {
            case "M02" -> "STF";
            case "M05" -> LOCATIONS;
            default -> "";
        };
    }

    /** One statement for each record (MFE), and one for each department that doctors name by code and name. */
    List<Statement> doctors(Header header, List<Segments.Group> records, Stamp by, List<Fault> warnings) {
        List<Statement> statements = new ArrayList<>();
        Map<DepartmentId, String> named = new LinkedHashMap<>();
        for (Segments.Group one : records) {
            Fields stf = one.first("STF");
            Optional<DoctorId> id = doctor(header, one.head(), stf, one.first("PRA"));
            if (id.isEmpty()) {
                warnings.add(new Fault(
                        ErrorCode.UNKNOWN_KEY_IDENTIFIER,
                        "MFE",
                        4,
                        "The hospital's own id of the doctor in MFE-4, STF-1 or STF-2"));
                continue;
            }
            statements.add(new Statement.OfDoctor(id.get(), words(one.head(), stf, id.get(), warnings), by));
            department(stf)
                    .flatMap(DepartmentId::parse)
                    .ifPresent(code -> text(stf.text(8, 2))
                            .filter(name -> !name.equals(code.value()))
                            .ifPresent(name -> named.put(code, name)));
        }
        named.forEach((code, name) -> statements.add(new Statement.OfDepartment(
                code, new DepartmentWords(Word.of(name), Word.absent(), Word.absent()), by)));
        return statements;
    }

    List<Statement> departments(List<Segments.Group> records, Stamp by, List<Fault> warnings) {
        List<Statement> statements = new ArrayList<>();
        for (Segments.Group one : records) {
            Fields loc = one.first(LOCATIONS);
            if (!DEPARTMENTS.contains(loc.text(3, 1))) {
                continue;
            }
            Optional<DepartmentId> code = mapped(
                            Stream.of(loc.text(1, 1), loc.text(1, 4), one.head().text(4, 1))
                                    .filter(text -> !text.isEmpty())
                                    .toList())
                    .flatMap(DepartmentId::parse);
            if (code.isEmpty()) {
                warnings.add(new Fault(
                        ErrorCode.UNKNOWN_KEY_IDENTIFIER, "MFE", 4, "The code of the department in MFE-4 or LOC-1"));
                continue;
            }
            Word<String> phone = loc.isWithdrawn(6)
                    ? Word.withdrawn()
                    : loc.repetitions(6).stream()
                            .map(TelephoneNumbers::written)
                            .flatMap(written -> text(written).stream())
                            .findFirst()
                            .map(Word::of)
                            .orElseGet(Word::absent);
            statements.add(new Statement.OfDepartment(
                    code.get(), new DepartmentWords(said(loc, 2), phone, active(one.head(), Word.absent())), by));
        }
        return statements;
    }

    private DoctorWords words(Fields mfe, Fields stf, DoctorId doctor, List<Fault> warnings) {
        Word<Sealed> number = mfe.text(1, 1).equals("MDL")
                ? Word.withdrawn()
                : TelephoneNumbers.number(stf, 10, "STF", warnings).map(one -> values.number(hospital, doctor, one));
        return new DoctorWords(
                name(stf),
                said(stf, 18),
                stf.isWithdrawn(8)
                        ? Word.withdrawn()
                        : department(stf).map(Word::of).orElseGet(Word::absent),
                active(mfe, told(stf)),
                number);
    }

    /** MFE-1 (table 0180); what STF-7 (table 0183) says comes first where the record is added or updated. */
    private static Word<Boolean> active(Fields mfe, Word<Boolean> told) {
        return switch (mfe.text(1, 1)) {
            case "MDC", "MDL" -> Word.of(false);
            case "MAC" -> Word.of(true);
            case "MAD" -> told instanceof Word.Given<Boolean> ? told : Word.of(true);
            default -> told;
        };
    }

    private static Word<Boolean> told(Fields stf) {
        return switch (stf.text(7, 1)) {
            case "A" -> Word.of(true);
            case "I" -> Word.of(false);
            default -> Word.absent();
        };
    }

    /** STF-2 of a type that the dialect names, else the key of the record, else an untyped STF-2. */
    private Optional<DoctorId> doctor(Header header, Fields mfe, Fields stf, Fields pra) {
        List<Fields.Repetition> given = stf.repetitions(2);
        Identifiers wanted = dialect.doctor();
        Identifiers typed = new Identifiers(
                wanted.types().stream().filter(type -> !type.isEmpty()).toList(), wanted.authorities());
        Set<String> own = PersonSegments.authorities(header);
        return Identities.find(given, typed, 4, 5, own, DoctorId::parse)
                .or(() -> Stream.of(mfe.text(4, 1), stf.text(1, 1), pra.text(1, 1))
                        .filter(key -> !CitizenNumbers.isOne(key))
                        .map(DoctorId::parse)
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> Identities.find(given, wanted, 4, 5, own, DoctorId::parse));
    }

    private static Word<String> name(Fields stf) {
        if (stf.isWithdrawn(3)) {
            return Word.withdrawn();
        }
        return stf.repetitions(3).stream()
                .map(PersonSegments::name)
                .flatMap(name -> text(name).stream())
                .findFirst()
                .map(Word::of)
                .orElseGet(Word::absent);
    }

    private Optional<String> department(Fields stf) {
        return mapped(Stream.of(stf.text(8, 1), stf.text(8, 2))
                .filter(text -> !text.isEmpty())
                .toList());
    }

    private Optional<String> mapped(List<String> said) {
        return VisitSegments.department(dialect, said);
    }

    private static Word<String> said(Fields segment, int field) {
        return segment.isWithdrawn(field)
                ? Word.withdrawn()
                : text(segment.text(field, 1)).map(Word::of).orElseGet(Word::absent);
    }

    private static Optional<String> text(String written) {
        return TEXT.matcher(written).matches() && !CitizenNumbers.isOne(written)
                ? Optional.of(written)
                : Optional.empty();
    }
}
