package org.carecontact.gateway.kafka;

import java.time.LocalDate;
import org.carecontact.events.SealedPerson;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.values.PersonNames;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Reads how to call and reach a person: opens what the hospital sealed, and seals it for the one service that needs it. */
final class PersonReports {

    static final String MOBILE = "A mobile number that takes an SMS, as 13800000000";

    private final PersonalValues values;
    private final Births births;

    PersonReports(PersonalValues values, Births births) {
        this.values = values;
        this.births = births;
    }

    /**
     * Reads a person's values.
     *
     * @param place of the person, as visit.person
     * @param person null when the message says nothing of the person
     */
    PersonWords words(Reading reading, String place, PatientId patient, @Nullable SealedPerson person)
            throws RecordRefused {
        if (person == null) {
            return PersonWords.NONE;
        }
        String hospital = reading.hospital();
        return new PersonWords(
                reading.sealed(
                                place + ".sealedName",
                                person.getSealedName(),
                                SealPurposes.name(hospital, PersonalValues.PATIENT, patient.value()),
                                "A name of at most 64 characters",
                                text -> PersonNames.of(text, ""))
                        .map(name -> values.name(hospital, patient, name)),
                reading.sealed(
                                place + ".sealedBirthDate",
                                person.getSealedBirthDate(),
                                SealPurposes.birth(hospital, patient.value()),
                                "A birth date as 1980-02-29, 1980-02 or 1980",
                                text -> Births.date(
                                        compact(text),
                                        LocalDate.ofInstant(
                                                reading.now(), reading.dialect().zone())))
                        .map(date -> births.of(hospital, patient, date, reading.now())),
                number(reading, place + ".sealedMobile", person.getSealedMobile(), PersonalValues.PATIENT, patient),
                number(
                        reading,
                        place + ".sealedGuardianMobile",
                        person.getSealedGuardianMobile(),
                        PersonalValues.GUARDIAN,
                        patient));
    }

    /** A month is written as HL7 has it. */
    private static String compact(String date) {
        return date.matches("[0-9]{4}-[0-9]{2}") ? date.replace("-", "") : date;
    }

    private Word<Sealed> number(
            Reading reading, String place, java.nio.@Nullable ByteBuffer sealed, String role, PatientId patient)
            throws RecordRefused {
        return reading.sealed(
                        place,
                        sealed,
                        SealPurposes.contact(reading.hospital(), role, patient.value()),
                        MOBILE,
                        MobileNumbers::parse)
                .map(number -> values.number(reading.hospital(), role, patient, number));
    }

    /** What stands for the values in a message's print: equal for equal values, however often they are sealed. */
    static String print(PersonWords words) {
        return String.join(
                "\n",
                print(words.name()),
                print(words.born().map(birth -> birth.date())),
                print(words.mobile()),
                print(words.guardian()));
    }

    private static String print(Word<Sealed> word) {
        return switch (word) {
            case Word.Absent<Sealed> _ -> "absent";
            case Word.Withdrawn<Sealed> _ -> "withdrawn";
            case Word.Given<Sealed>(var value) -> value.print();
        };
    }
}
