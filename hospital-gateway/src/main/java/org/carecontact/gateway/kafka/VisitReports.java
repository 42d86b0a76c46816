package org.carecontact.gateway.kafka;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.events.VisitEvent;
import org.carecontact.events.VisitReport;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.VisitIds;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Reads what happened to a visit. */
final class VisitReports {

    private final PersonReports people;
    private final Prints prints;

    VisitReports(PersonReports people, Prints prints) {
        this.people = people;
        this.prints = prints;
    }

    Statement read(Reading reading, VisitReport said) throws RecordRefused {
        PatientId patient = reading.id("visit.patient", said.getPatient(), PatientId::parse);
        Instant occurredAt = said.getOccurredAt() == null
                ? reading.by().at()
                : reading.held("visit.occurredAt", said.getOccurredAt());
        VisitId number = number(reading, said, patient, occurredAt);
        Word<EncounterClass> encounterClass = encounterClass(reading, said.getEncounterClass());
        PersonWords person = people.words(reading, "visit.person", patient, said.getPerson());
        Report report = new Report(
                heard(reading, said, person),
                reading.by(),
                occurredAt,
                reading.hospital(),
                number,
                patient,
                reading.idOrNone("visit.doctor", said.getDoctor(), DoctorId::parse),
                reading.department("visit.department", said.getDepartment()),
                encounterClass,
                person,
                AgeBand.UNKNOWN,
                encounterClass.orNull() == EncounterClass.IMP
                        ? null
                        : reading.dialect()
                                .finishedAfter()
                                .of(occurredAt, reading.dialect().zone()));
        return new Statement.OfVisit(command(said.getEvent(), report));
    }

    private static EncounterCommand.Reported command(VisitEvent event, Report report) throws RecordRefused {
        return switch (event) {
            case REGISTERED -> new EncounterCommand.Register(report);
            case ADMITTED -> new EncounterCommand.Admit(report);
            case UPDATED -> new EncounterCommand.Update(report);
            case FINISHED -> new EncounterCommand.Discharge(report);
            case FINISH_CANCELLED -> new EncounterCommand.CancelDischarge(report);
            case CANCELLED -> new EncounterCommand.Cancel(report);
            case UNKNOWN ->
                throw RecordRefused.ofContent(
                        "visit.event", "REGISTERED, ADMITTED, UPDATED, FINISHED, FINISH_CANCELLED or CANCELLED");
        };
    }

    private VisitId number(Reading reading, VisitReport said, PatientId patient, Instant occurredAt)
            throws RecordRefused {
        String number = said.getVisit();
        if (number != null && !number.isEmpty()) {
            return reading.id(
                    "visit.visit",
                    number,
                    text -> reading.dialect().visitsPerPatient()
                            ? VisitIds.ofPatient(patient, text)
                            : VisitId.parse(text));
        }
        boolean opens = said.getEvent() == VisitEvent.REGISTERED || said.getEvent() == VisitEvent.ADMITTED;
        return Optional.ofNullable(said.getAdmittedAt())
                .or(() -> opens ? Optional.of(occurredAt) : Optional.empty())
                .flatMap(at -> VisitIds.admitted(patient, at))
                .orElseThrow(() -> RecordRefused.ofContent("visit.visit", "The visit's number, or admittedAt"));
    }

    private static Word<EncounterClass> encounterClass(Reading reading, @Nullable String said) {
        if (said == null || said.isEmpty()) {
            return Word.absent();
        }
        EncounterClass mapped = reading.dialect().classes().get(said);
        if (mapped != null) {
            return Word.of(mapped);
        }
        for (EncounterClass one : EncounterClass.values()) {
            if (one.name().equals(said)) {
                return Word.of(one);
            }
        }
        reading.warn("visit.encounterClass", "AMB, IMP, EMER or VR, or a class of the feed's file");
        return Word.absent();
    }

    /** Sealing the same value anew gives other bytes, so its print stands for it; when it was sent does not count. */
    private Heard heard(Reading reading, VisitReport said, PersonWords person) {
        return new Heard(
                reading.sender(),
                reading.by().messageId(),
                prints.of(
                        "visit",
                        Plain.of(said),
                        String.valueOf(reading.message().getRecordedAt()),
                        PersonReports.print(person)));
    }
}
