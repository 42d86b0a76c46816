package org.carecontact.gateway.fhir.staff;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.HumanNames;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Telecoms;
import org.carecontact.gateway.fhir.reading.Texts;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Practitioner.PractitionerQualificationComponent;

/** Reads Practitioner: a doctor's name, title, number, and whether the doctor works at the hospital. */
final class PractitionerMapper implements ResourceMapper<Practitioner> {

    /** Degrees, licences and certificates (HL7 v2, table 0360): no rank at a hospital. */
    private static final String DEGREES = "v2-0360";

    private static final String DEGREES_BEFORE = "v2/0360";

    private final References references;
    private final PersonalValues values;

    PractitionerMapper(References references, PersonalValues values) {
        this.references = references;
        this.values = values;
    }

    @Override
    public Class<Practitioner> type() {
        return Practitioner.class;
    }

    @Override
    public Told read(Practitioner practitioner, Reading reading) {
        DoctorId id = references
                .doctor(practitioner, reading.logicalId(), reading)
                .orElseThrow(() -> Refused.content(
                        IssueType.VALUE,
                        reading.at("identifier"),
                        "The hospital's own identifier of the doctor, of a type that the feed's dialect names: "
                                + References.types(reading.dialect().doctor())
                                + "; 1 to 64 printable characters, no citizen's number"));
        DoctorWords words = new DoctorWords(
                HumanNames.best(practitioner.getName()),
                title(practitioner, reading),
                Word.absent(),
                practitioner.hasActive() ? Word.of(practitioner.getActive()) : Word.absent(),
                Telecoms.number(practitioner.getTelecom(), "telecom", reading)
                        .map(number -> values.number(reading.hospital(), id, number)));
        return Told.of(List.of(new Statement.OfDoctor(id, words, reading.by())), id.value());
    }

    /** The first qualification that holds and is no degree, in words before its code. */
    private static Word<String> title(Practitioner practitioner, Reading reading) {
        return practitioner.getQualification().stream()
                .filter(one -> !FhirTimes.isOver(
                        one.getPeriod(), reading.by().at(), reading.dialect().zone()))
                .map(PractitionerQualificationComponent::getCode)
                .filter(code -> !isDegree(code))
                .map(PractitionerMapper::written)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Word::of)
                .orElseGet(Word::absent);
    }

    private static boolean isDegree(CodeableConcept code) {
        return code.getCoding().stream()
                .anyMatch(coding -> coding.hasSystem()
                        && (coding.getSystem().contains(DEGREES)
                                || coding.getSystem().contains(DEGREES_BEFORE)));
    }

    private static Optional<String> written(CodeableConcept code) {
        return Stream.concat(
                        Stream.of(code.hasText() ? code.getText() : ""),
                        code.getCoding().stream()
                                .flatMap(coding -> Stream.of(
                                        coding.hasDisplay() ? coding.getDisplay() : "",
                                        coding.hasCode() ? coding.getCode() : "")))
                .map(Texts::usable)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
