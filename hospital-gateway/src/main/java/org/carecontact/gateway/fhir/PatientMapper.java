package org.carecontact.gateway.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.fhir.reading.HumanNames;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.PatientId;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;

/** Reads Patient: who a patient is and how to reach them. What identifies the person leaves it sealed. */
final class PatientMapper implements ResourceMapper<Patient> {

    private final PersonalValues values;
    private final Births births;
    private final References references;

    PatientMapper(PersonalValues values, Births births, References references) {
        this.values = values;
        this.births = births;
        this.references = references;
    }

    @Override
    public Class<Patient> type() {
        return Patient.class;
    }

    @Override
    public Told read(Patient patient, Reading reading) {
        PatientId id = references
                .patient(patient, reading.logicalId(), reading)
                .orElseThrow(() -> Refused.content(
                        IssueType.VALUE,
                        reading.at("identifier"),
                        "The hospital's own identifier of the patient, of a type that the feed's dialect names: "
                                + References.types(reading.dialect().patient())
                                + "; 1 to 64 printable characters, no citizen's number"));
        List<Statement> statements = new ArrayList<>();
        boolean dead = false;
        for (int i = 0; i < patient.getLink().size(); i++) {
            PatientLinkComponent link = patient.getLink().get(i);
            if (link.getType() == LinkType.REPLACEDBY) {
                dead = true;
                statements.add(new Statement.Merge(id, other(link, i, reading), reading.heard(), reading.by()));
            } else if (link.getType() == LinkType.REPLACES) {
                statements.add(new Statement.Merge(other(link, i, reading), id, reading.heard(), reading.by()));
            }
        }
        if (!dead) {
            statements.addFirst(new Statement.OfPerson(id, words(patient, id, reading), reading.by()));
        }
        return Told.of(statements, id.value());
    }

    private PatientId other(PatientLinkComponent link, int place, Reading reading) {
        return references
                .patient(link.getOther(), reading)
                .orElseThrow(() -> Refused.notTold(
                        References.awaited(link.getOther(), Set.of("Patient"), reading),
                        reading.at("link[" + place + "].other"),
                        "A Patient that was told of before or is in the same Bundle, or its identifier"));
    }

    private PersonWords words(Patient patient, PatientId id, Reading reading) {
        String hospital = reading.hospital();
        return new PersonWords(
                HumanNames.best(patient.getName()).map(name -> values.name(hospital, id, name)),
                born(patient, id, reading),
                ContactPoints.own(patient, reading)
                        .map(number -> values.number(hospital, PersonalValues.PATIENT, id, number)),
                ContactPoints.guardians(patient, reading)
                        .map(number -> values.number(hospital, PersonalValues.GUARDIAN, id, number)));
    }

    private Word<Birth> born(Patient patient, PatientId id, Reading reading) {
        String written = patient.getBirthDateElement().getValueAsString();
        if (written == null) {
            return Word.absent();
        }
        LocalDate today = LocalDate.ofInstant(reading.now(), reading.dialect().zone());
        Optional<LocalDate> latest = Births.date(written.replace("-", ""), today);
        if (latest.isEmpty()) {
            reading.warn("birthDate", "A birth date YYYY[-MM[-DD]]");
            return Word.absent();
        }
        return Word.of(births.of(reading.hospital(), id, latest.get(), reading.now()));
    }
}
