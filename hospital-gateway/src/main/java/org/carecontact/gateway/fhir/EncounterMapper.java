package org.carecontact.gateway.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.fhir.reading.Departments;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.VisitIds;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Reads Encounter: which visit it is, whose, at whom, of which class, and how far it has gone. */
final class EncounterMapper implements ResourceMapper<Encounter> {

    /** v3-ActCode; pre-admission (PRENC) says nothing yet. */
    private static final Map<String, EncounterClass> CLASSES = classes();

    /** v3-ParticipationType, the best first: who attends, the primary performer, who admits, consults, discharges. */
    private static final List<String> DOCTORS = List.of("ATND", "PPRF", "ADM", "SPRF", "CON", "DIS");

    private static final Set<String> NO_DOCTORS = Set.of("REF", "ESC", "translator", "emergency");

    private final References references;
    private final LogicalIds ids;
    private final Departments departments;

    EncounterMapper(References references, LogicalIds ids, Departments departments) {
        this.references = references;
        this.ids = ids;
        this.departments = departments;
    }

    private static Map<String, EncounterClass> classes() {
        Map<String, EncounterClass> classes = new HashMap<>();
        for (String code : List.of("AMB", "HH", "FLD", "OBSENC")) {
            classes.put(code, EncounterClass.AMB);
        }
        for (String code : List.of("IMP", "ACUTE", "NONAC", "SS")) {
            classes.put(code, EncounterClass.IMP);
        }
        classes.put("VR", EncounterClass.VR);
        classes.put("EMER", EncounterClass.EMER);
        return Map.copyOf(classes);
    }

    @Override
    public Class<Encounter> type() {
        return Encounter.class;
    }

    @Override
    public Told read(Encounter encounter, Reading reading) {
        if (!encounter.hasStatus()) {
            throw Refused.content(
                    IssueType.REQUIRED, reading.at("status"), "A status of the value set encounter-status");
        }
        PatientId patient =
                references.patient(encounter.getSubject(), reading).orElseThrow(() -> noPatient(encounter, reading));
        VisitId visit = visit(encounter, patient, reading);
        List<Statement> statements = encounter.getStatus() == EncounterStatus.PLANNED
                ? List.of() // it may never take place
                : List.of(new Statement.OfVisit(command(encounter, patient, visit, reading)));
        return Told.of(statements, visit.value());
    }

    private static Refused noPatient(Encounter encounter, Reading reading) {
        String place = reading.at("subject");
        String remedy = "A Patient that was told of before or is in the same Bundle, or the patient's identifier";
        return encounter.hasSubject()
                ? Refused.notTold(References.awaited(encounter.getSubject(), Set.of("Patient"), reading), place, remedy)
                : Refused.content(IssueType.REQUIRED, place, remedy);
    }

    private EncounterCommand.Reported command(Encounter encounter, PatientId patient, VisitId visit, Reading reading) {
        Word<EncounterClass> encounterClass = encounterClass(encounter, reading);
        EncounterStatus status = encounter.getStatus();
        boolean ends = status == EncounterStatus.FINISHED;
        Instant occurredAt = FhirTimes.moment(
                        ends
                                ? encounter.getPeriod().getEndElement()
                                : encounter.getPeriod().getStartElement(),
                        reading.dialect().zone(),
                        reading.by().at(),
                        ends)
                .filter(_ -> status != EncounterStatus.CANCELLED && status != EncounterStatus.ENTEREDINERROR)
                .map(moment -> FhirTimes.held(moment, reading.now()))
                .orElse(reading.by().at());
        Report report = new Report(
                reading.heard(),
                reading.by(),
                occurredAt,
                reading.hospital(),
                visit,
                patient,
                doctor(encounter, reading),
                department(encounter, reading),
                encounterClass,
                PersonWords.NONE,
                AgeBand.UNKNOWN,
                encounterClass.orNull() == EncounterClass.IMP
                        ? null
                        : reading.dialect()
                                .finishedAfter()
                                .of(occurredAt, reading.dialect().zone()));
        return switch (status) {
            case FINISHED -> new EncounterCommand.Discharge(report);
            case CANCELLED, ENTEREDINERROR -> new EncounterCommand.Cancel(report);
            case ARRIVED, TRIAGED -> new EncounterCommand.Register(report);
            case INPROGRESS, ONLEAVE -> begun(encounter, report, encounterClass);
            case PLANNED, UNKNOWN, NULL -> new EncounterCommand.Update(report);
        };
    }

    /** A visit that goes on although its history has an end: the end was a mistake. */
    private static EncounterCommand.Reported begun(
            Encounter encounter, Report report, Word<EncounterClass> encounterClass) {
        if (encounter.getStatusHistory().stream().anyMatch(past -> past.getStatus() == EncounterStatus.FINISHED)) {
            return new EncounterCommand.CancelDischarge(report);
        }
        return encounterClass.orNull() == EncounterClass.IMP
                ? new EncounterCommand.Admit(report)
                : new EncounterCommand.Register(report);
    }

    /** An identifier, the type VN of table 0203 and the official one first; else the logical id, else when it began. */
    private VisitId visit(Encounter encounter, PatientId patient, Reading reading) {
        if (encounter.hasIdentifier()) {
            return encounter.getIdentifier().stream()
                    .filter(one -> one.hasValue() && one.getUse() != IdentifierUse.OLD)
                    .sorted(Comparator.comparing((Identifier one) -> !isVisitNumber(one))
                            .thenComparing(one -> one.getUse() != IdentifierUse.OFFICIAL))
                    .map(one -> one.getValue().strip())
                    .filter(number -> !CitizenNumbers.isOne(number))
                    .map(number -> reading.dialect().visitsPerPatient()
                            ? VisitIds.ofPatient(patient, number)
                            : VisitId.parse(number))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> Refused.content(
                            IssueType.VALUE,
                            reading.at("identifier"),
                            "The visit's number: 1 to 64 printable characters, no citizen's number"));
        }
        String logicalId = reading.logicalId();
        Optional<VisitId> found = logicalId == null || CitizenNumbers.isOne(logicalId)
                ? FhirTimes.moment(
                                encounter.getPeriod().getStartElement(),
                                reading.dialect().zone(),
                                reading.by().at(),
                                false)
                        .flatMap(start -> VisitIds.admitted(patient, start))
                : VisitId.parse(ids.find("Encounter", logicalId).orElse(logicalId));
        return found.orElseThrow(() -> Refused.content(
                IssueType.REQUIRED, reading.at("identifier"), "The visit's number, or the start of its period"));
    }

    private static boolean isVisitNumber(Identifier one) {
        return one.getType().getCoding().stream().anyMatch(coding -> "VN".equals(coding.getCode()));
    }

    private static Word<EncounterClass> encounterClass(Encounter encounter, Reading reading) {
        String code = encounter.getClass_().getCode();
        if (code == null || code.equals("PRENC")) {
            return Word.absent();
        }
        EncounterClass named = reading.dialect().classes().get(code);
        EncounterClass found = named == null ? CLASSES.get(code) : named;
        if (found == null) {
            reading.warn("class", "One of v3-ActCode's encounter codes, or a class of the feed's dialect");
            return Word.absent();
        }
        return Word.of(found);
    }

    private Word<DoctorId> doctor(Encounter encounter, Reading reading) {
        List<EncounterParticipantComponent> doctors = new ArrayList<>(encounter.getParticipant());
        doctors.removeIf(one -> !one.hasIndividual()
                || "RelatedPerson".equals(new IdType(one.getIndividual().getReference()).getResourceType())
                || codes(one).anyMatch(NO_DOCTORS::contains)
                || FhirTimes.moment(
                                one.getPeriod().getEndElement(),
                                reading.dialect().zone(),
                                Instant.EPOCH,
                                true)
                        .filter(end ->
                                end.isBefore(reading.by().at()) && encounter.getStatus() != EncounterStatus.FINISHED)
                        .isPresent());
        doctors.sort(Comparator.comparing(EncounterMapper::rank));
        Optional<DoctorId> found = doctors.stream()
                .map(one -> references.doctorOrId(one.getIndividual(), reading))
                .flatMap(Optional::stream)
                .findFirst();
        if (found.isEmpty() && !doctors.isEmpty()) {
            reading.warn("participant.individual", "A Practitioner with the hospital's own identifier");
        }
        return found.map(Word::of).orElseGet(Word::absent);
    }

    private static Stream<String> codes(EncounterParticipantComponent participant) {
        return participant.getType().stream()
                .map(CodeableConcept::getCoding)
                .flatMap(List::stream)
                .filter(Coding::hasCode)
                .map(Coding::getCode);
    }

    private static int rank(EncounterParticipantComponent participant) {
        return codes(participant)
                .mapToInt(DOCTORS::indexOf)
                .filter(place -> place >= 0)
                .min()
                .orElse(DOCTORS.size());
    }

    /** The service, else who provides it, else where the patient is; what the dialect does not name is taken as it is. */
    private Word<String> department(Encounter encounter, Reading reading) {
        List<String> said = Stream.of(
                        Stream.concat(
                                encounter.getServiceType().getCoding().stream()
                                        .filter(Coding::hasCode)
                                        .map(Coding::getCode),
                                Stream.ofNullable(encounter.getServiceType().getText())),
                        Departments.named(encounter.getServiceProvider()),
                        encounter.getLocation().stream()
                                .filter(one -> !one.hasStatus() || one.getStatus() == EncounterLocationStatus.ACTIVE)
                                .flatMap(one -> Departments.named(one.getLocation())))
                .flatMap(all -> all)
                .toList();
        return departments
                .find(said, "serviceType", reading)
                .map(found -> Word.of(found.code()))
                .orElseGet(Word::absent);
    }
}
