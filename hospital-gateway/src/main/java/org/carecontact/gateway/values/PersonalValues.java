package org.carecontact.gateway.values;

import java.util.function.Function;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Seals what a message says of a person, at the door: no other part of the gateway holds it in clear. */
public final class PersonalValues {

    public static final String PATIENT = "PATIENT";
    public static final String GUARDIAN = "GUARDIAN";
    public static final String DOCTOR = "DOCTOR";

    private final Prints prints;
    private final Seal seal;

    public PersonalValues(Prints prints, Seal seal) {
        this.prints = prints;
        this.seal = seal;
    }

    /** The number of the patient, or of the one who speaks for the patient. */
    public Sealed number(String hospital, String role, PatientId patient, String number) {
        return closed(number, SealPurposes.contact(hospital, role, patient.value()));
    }

    public Sealed number(String hospital, DoctorId doctor, String number) {
        return closed(number, SealPurposes.contact(hospital, DOCTOR, doctor.value()));
    }

    public Sealed name(String hospital, PatientId patient, String name) {
        return closed(name, SealPurposes.name(hospital, PATIENT, patient.value()));
    }

    Sealed birth(String hospital, PatientId patient, String date) {
        return closed(date, SealPurposes.birth(hospital, patient.value()));
    }

    /** Opens a birth date that this class sealed. */
    String openBirth(String hospital, PatientId patient, Sealed date) {
        return seal.open(date.bytes(), SealPurposes.birth(hospital, patient.value()));
    }

    /** The same facts, sealed for another patient: the hospital found both to be one person. */
    public PersonFacts again(String hospital, PatientId from, PatientId to, PersonFacts facts) {
        return new PersonFacts(
                again(facts.name(), purpose -> SealPurposes.name(hospital, PATIENT, purpose.value()), from, to),
                Said.map(
                        facts.born(),
                        birth -> new Birth(
                                birth(hospital, to, openBirth(hospital, from, birth.date())),
                                birth.band(),
                                birth.lookAgain())),
                again(facts.mobile(), purpose -> SealPurposes.contact(hospital, PATIENT, purpose.value()), from, to),
                again(
                        facts.guardian(),
                        purpose -> SealPurposes.contact(hospital, GUARDIAN, purpose.value()),
                        from,
                        to));
    }

    private @Nullable Said<Sealed> again(
            @Nullable Said<Sealed> said, Function<PatientId, String> purpose, PatientId from, PatientId to) {
        return Said.map(said, value -> closed(seal.open(value.bytes(), purpose.apply(from)), purpose.apply(to)));
    }

    private Sealed closed(String value, String purpose) {
        return new Sealed(prints.of(purpose, value), seal.close(value, purpose));
    }
}
