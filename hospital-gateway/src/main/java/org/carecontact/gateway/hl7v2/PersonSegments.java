package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonNames;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.PatientId;

/** Reads PID, MRG and NK1: who a patient is and how to reach them. What identifies the person leaves it sealed. */
final class PersonSegments {

    private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}[-/.年].*");

    private final String hospital;
    private final Dialect dialect;
    private final PersonalValues values;
    private final Births births;

    PersonSegments(String hospital, Dialect dialect, PersonalValues values, Births births) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.values = values;
        this.births = births;
    }

    /** PID-3: the repetition with the hospital's own id. */
    PatientId patient(Header header, Fields pid) throws Refusal {
        return patient(header, pid, "PID", 3);
    }

    /** MRG-1: the id that is dead from now on. */
    PatientId merged(Header header, Fields mrg) throws Refusal {
        return patient(header, mrg, "MRG", 1);
    }

    /** Every patient of a message; a segment that can't be read names nobody. */
    Set<PatientId> all(Header header, Segments segments) {
        Set<PatientId> found = new LinkedHashSet<>();
        try {
            for (Fields pid : segments.all("PID")) {
                find(header, pid, 3).ifPresent(found::add);
            }
            for (Fields mrg : segments.all("MRG")) {
                find(header, mrg, 1).ifPresent(found::add);
            }
        } catch (Refusal _) {
            return found;
        }
        return found;
    }

    private Optional<PatientId> find(Header header, Fields segment, int field) {
        return Identities.find(
                segment.repetitions(field), dialect.patient(), 4, 5, authorities(header), PatientId::parse);
    }

    private PatientId patient(Header header, Fields segment, String name, int field) throws Refusal {
        List<Fields.Repetition> given = segment.repetitions(field);
        Optional<PatientId> found = find(header, segment, field);
        if (found.isPresent()) {
            return found.get();
        }
        boolean none = given.stream()
                .allMatch(one -> one.text(1).isEmpty()
                        || !dialect.patient().types().contains(one.text(5))
                        || CitizenNumbers.isOne(one.text(1)));
        throw none
                ? Refusal.ofContent(
                        ErrorCode.REQUIRED_FIELD_MISSING,
                        name,
                        field,
                        "The hospital's own patient id; its type (" + name + "-" + field + ".5) as the feed's dialect"
                                + " says, no citizen's number")
                : Refusal.ofContent(ErrorCode.DATA_TYPE_ERROR, name, field, "1 to 64 printable characters");
    }

    /** The sender's own authorities: what sends and from where. */
    static Set<String> authorities(Header header) {
        return Set.copyOf(Stream.of(header.component(3, 1), header.component(4, 1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }

    PersonWords words(Fields pid, List<Fields> kin, PatientId patient, Instant now, List<Fault> warnings) {
        return new PersonWords(
                name(pid).map(name -> values.name(hospital, patient, name)),
                born(pid, patient, now, warnings),
                TelephoneNumbers.own(pid, warnings)
                        .map(number -> values.number(hospital, PersonalValues.PATIENT, patient, number)),
                TelephoneNumbers.guardians(kin, warnings)
                        .map(number -> values.number(hospital, PersonalValues.GUARDIAN, patient, number)));
    }

    private static Word<String> name(Fields pid) {
        if (pid.isWithdrawn(5)) {
            return Word.withdrawn();
        }
        return pid.repetitions(5).stream()
                .map(PersonSegments::name)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(Word::of)
                .orElseGet(Word::absent);
    }

    /** A name of which somebody can be called; empty when there is none. */
    static String name(Fields.Repetition xpn) {
        return PersonNames.of(xpn.text(1), xpn.text(2)).orElse("");
    }

    private Word<Birth> born(Fields pid, PatientId patient, Instant now, List<Fault> warnings) {
        if (pid.isWithdrawn(7)) {
            return Word.withdrawn();
        }
        String born = pid.text(7, 1);
        if (born.isEmpty()) {
            return Word.absent();
        }
        Optional<LocalDate> date = Births.date(born, LocalDate.ofInstant(now, dialect.zone()));
        if (date.isEmpty()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "PID", 7, "A birth date YYYY[MM[DD]]"));
        } else if (WRITTEN.matcher(born).matches()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "PID", 7, "It was read; HL7 writes it YYYY[MM[DD]]"));
        }
        if (date.isEmpty()) {
            return Word.absent();
        }
        return Word.of(births.of(hospital, patient, date.get(), now));
    }
}
