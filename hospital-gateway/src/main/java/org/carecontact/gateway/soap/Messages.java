package org.carecontact.gateway.soap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Reads the messages of WS/T 846-2024 of one hospital in its dialect; drops addresses, and every number of a citizen. */
final class Messages {

    private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern SENDER = Pattern.compile("[^\\p{Cntrl}]{0,64}");
    private static final String QUERY = "query";

    private final String hospital;
    private final Dialect dialect;
    private final Prints prints;
    private final People people;
    private final Visits visits;
    private final Staff staff;

    /**
     * Reads for one hospital.
     *
     * @param unmapped hears of codes that nobody names: their kind, and the code
     */
    Messages(
            String hospital,
            Dialect dialect,
            Prints prints,
            PersonalValues values,
            Births births,
            BiConsumer<String, String> unmapped) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.prints = prints;
        this.people = new People(hospital, dialect, values, births);
        this.visits = new Visits(dialect, unmapped);
        this.staff = new Staff(hospital, dialect, values, visits);
    }

    /** One message while it is read. */
    private record Reading(Service service, Node act, V3Times times, Stamp by, Instant now, List<Detail> warnings) {

        Heard heard(Prints prints) {
            return new Heard(by.sender(), by.messageId(), prints.of(service.name(), act.content()));
        }

        Node event() throws Refusal {
            return act.find("encounterEvent").orElseThrow(() -> missing("encounterEvent", "就诊事件"));
        }

        Node patient(Node within) throws Refusal {
            return within.find("patient").orElseThrow(() -> missing("patient", "患者"));
        }
    }

    /** Returns a message's meaning, if it can be understood. */
    Meaning read(String action, V3Message message, Instant now) throws Refusal {
        mustBeForUs(message);
        String name = Service.name(action, dialect);
        if (dialect.notUsed().stream().anyMatch(name::equalsIgnoreCase)) {
            return new Meaning.NotUsed();
        }
        Optional<Service> service = Service.named(name);
        if (service.isEmpty()) {
            return notUsed(name);
        }
        List<Detail> warnings = new ArrayList<>();
        Node act = message.act().orElseThrow(() -> missing("controlActProcess", "消息内容"));
        V3Times times = new V3Times(message.creationTime(), dialect.zone(), now, warnings);
        Stamp by = new Stamp(times.recordedAt(act), times.sentAt(), message.messageId(), message.from());
        Reading reading = new Reading(service.get(), act, times, by, now, warnings);
        List<Statement> statements = statements(reading);
        return statements.isEmpty() ? new Meaning.NotUsed() : new Meaning.Says(statements, warnings);
    }

    /** Whom a message is about, as far as that can be read, also when it is refused. */
    List<PatientId> patients(V3Message message) {
        @Nullable Node root = message.root();
        List<PatientId> patients = new ArrayList<>();
        if (root != null) {
            for (Node one : Stream.of("patient", "priorRegisteredRole")
                    .flatMap(name -> root.all(name).stream())
                    .toList()) {
                try {
                    patients.add(people.patient(one, ""));
                } catch (Refusal _) {
                    continue; // none that we could know
                }
            }
        }
        return patients;
    }

    /** Whether the name of the sending system may be shown. */
    static boolean isSender(String name) {
        return SENDER.matcher(name).matches() && !CitizenNumbers.isOne(name);
    }

    private List<Statement> statements(Reading reading) throws Refusal {
        Node act = reading.act();
        V3Times times = reading.times();
        Stamp by = reading.by();
        return switch (reading.service()) {
            case PATIENT_INFO_REGISTER, PATIENT_INFO_UPDATE -> List.of(aboutPerson(reading));
            case PATIENT_INFO_MERGE -> List.of(merge(reading));
            case OUT_PATIENT_INFO_ADD -> List.of(aboutVisit(reading, Kind.REGISTER));
            case IN_PATIENT_INFO_ADD -> List.of(aboutVisit(reading, Kind.ADMIT));
            case OUT_PATIENT_INFO_UPDATE, IN_PATIENT_INFO_UPDATE -> List.of(aboutVisit(reading, ofUpdate(reading)));
            case TRANSFER_INFO_ADD, TRANSFER_INFO_UPDATE -> List.of(aboutVisit(reading, Kind.UPDATE));
            case DISCHARGE_INFO_ADD -> List.of(aboutVisit(reading, Kind.DISCHARGE));
            case DISCHARGE_INFO_UPDATE ->
                List.of(aboutVisit(
                        reading, Visits.isTakenBack(reading.event()) ? Kind.CANCEL_DISCHARGE : Kind.DISCHARGE));
            case PROVIDER_INFO_REGISTER, PROVIDER_INFO_UPDATE -> staff.doctor(act, times, by);
            case ORGANIZATION_INFO_REGISTER, ORGANIZATION_INFO_UPDATE -> staff.department(act, times, by);
            case SOURCE_AND_SCHEDULE_INFO_ADD, SOURCE_AND_SCHEDULE_INFO_UPDATE ->
                staff.clinics(act, times, by, reading.warnings());
            case OUT_PATIENT_APPOINT_STATUS_INFO_ADD, OUT_PATIENT_APPOINT_STATUS_INFO_UPDATE ->
                staff.appointment(act, times, by, reading.warnings());
            case OPERATION_SCHEDULE_INFO_ADD, OPERATION_SCHEDULE_INFO_UPDATE ->
                staff.surgery(act, times, by, reading.warnings());
            case OPERATION_STATUS_INFO_UPDATE -> staff.surgeryStatus(act, times, by);
        };
    }

    private Meaning notUsed(String name) throws Refusal {
        if (name.toLowerCase(Locale.ROOT).endsWith(QUERY)) {
            throw Refusal.ofKind(
                    Detail.UNSUPPORTED_ACTION,
                    "action",
                    "本接口不提供查询服务。",
                    "This door takes what is told and answers no queries");
        }
        if (dialect.refusesOthers()) {
            throw Refusal.ofKind(
                    Detail.UNSUPPORTED_ACTION,
                    "action",
                    "本接口不接收此服务。",
                    "A service that this door takes, as OutPatientInfoAdd, or a name of it in the feed's dialect");
        }
        return new Meaning.NotUsed();
    }

    private void mustBeForUs(V3Message message) throws Refusal {
        String processing = message.root() == null
                ? ""
                : message.root()
                        .child("processingCode")
                        .map(code -> code.attribute("code"))
                        .orElse("");
        if (!processing.isEmpty() && !dialect.processing().contains(processing)) {
            throw Refusal.ofKind(
                    Detail.UNSUPPORTED_PROCESSING,
                    "processingCode",
                    "处理代码应为 " + String.join(", ", dialect.processing()) + "。",
                    "This feed takes " + String.join(", ", dialect.processing()));
        }
        String id = message.messageId();
        if (id.isEmpty()) {
            throw missing("id", "消息流水号");
        }
        if (!MESSAGE_ID.matcher(id).matches() || CitizenNumbers.isOne(id)) {
            throw Refusal.ofContent(
                    Detail.BAD_VALUE,
                    "id",
                    "消息流水号应为 1 至 64 个 ASCII 可打印字符。",
                    "A message id of at most 64 printable ASCII characters");
        }
        if (!isSender(message.from())) {
            throw Refusal.ofContent(
                    Detail.BAD_VALUE,
                    "sender/device/id",
                    "发送系统标识最多 64 个字符，不得使用居民身份证号。",
                    "A sending system of at most 64 characters, no citizen's number");
        }
    }

    // Visits

    private Statement aboutVisit(Reading reading, Kind kind) throws Refusal {
        Node event = reading.event();
        Node subject = reading.patient(event);
        boolean takenBack = Visits.isTakenBack(event);
        Instant occurredAt = switch (kind) {
            case REGISTER, ADMIT -> reading.times().begun(event, reading.by().at());
            case DISCHARGE -> reading.times().ended(event, reading.by().at());
            case UPDATE, CANCEL, CANCEL_DISCHARGE -> reading.by().at();
        };
        boolean opens = kind == Kind.REGISTER || kind == Kind.ADMIT;
        PatientId patient = people.patient(subject, "patient/id");
        boolean transferTakenBack = takenBack && reading.service() == Service.TRANSFER_INFO_UPDATE;
        Word<EncounterClass> encounterClass = visits.encounterClass(event, reading.warnings());
        Report report = new Report(
                reading.heard(prints),
                reading.by(),
                occurredAt,
                hospital,
                visits.number(
                        event,
                        patient,
                        opens ? Optional.of(occurredAt) : reading.times().low(event)),
                patient,
                transferTakenBack ? Word.absent() : visits.doctor(event, reading.warnings()),
                transferTakenBack
                        ? visits.departmentBefore(event, reading.warnings())
                        : visits.department(event, reading.warnings()),
                encounterClass,
                people.words(subject, patient, reading.now(), reading.warnings()),
                AgeBand.UNKNOWN,
                encounterClass.orNull() == EncounterClass.IMP
                        ? null
                        : dialect.finishedAfter().of(occurredAt, dialect.zone()));
        return new Statement.OfVisit(kind.command(report));
    }

    /** What happened to a visit. */
    private enum Kind {
        REGISTER,
        ADMIT,
        UPDATE,
        DISCHARGE,
        CANCEL_DISCHARGE,
        CANCEL;

        EncounterCommand.Reported command(Report report) {
            return switch (this) {
                case REGISTER -> new EncounterCommand.Register(report);
                case ADMIT -> new EncounterCommand.Admit(report);
                case UPDATE -> new EncounterCommand.Update(report);
                case DISCHARGE -> new EncounterCommand.Discharge(report);
                case CANCEL_DISCHARGE -> new EncounterCommand.CancelDischarge(report);
                case CANCEL -> new EncounterCommand.Cancel(report);
            };
        }
    }

    /** What an update of a registration means, by the status of the visit; an inpatient's end is told by the discharge. */
    private static Kind ofUpdate(Reading reading) throws Refusal {
        Node event = reading.event();
        if (Visits.isTakenBack(event)) {
            return Kind.CANCEL;
        }
        return reading.service() == Service.OUT_PATIENT_INFO_UPDATE && Visits.isCompleted(event)
                ? Kind.DISCHARGE
                : Kind.UPDATE;
    }

    // People

    private Statement aboutPerson(Reading reading) throws Refusal {
        Node subject = reading.patient(reading.act());
        PatientId patient = people.patient(subject, "patient/id");
        return new Statement.OfPerson(
                patient, people.words(subject, patient, reading.now(), reading.warnings()), reading.by());
    }

    private Statement merge(Reading reading) throws Refusal {
        PatientId survivor = people.patient(reading.patient(reading.act()), "subject1/patient/id");
        Node prior = reading.act()
                .find("priorRegisteredRole")
                .orElseThrow(() -> missing("replacementOf/priorRegistration/subject1/priorRegisteredRole", "被合并的患者"));
        PatientId dead = people.patient(prior, "priorRegisteredRole/id");
        return new Statement.Merge(dead, survivor, reading.heard(prints), reading.by());
    }

    private static Refusal missing(String place, String chinese) {
        return Refusal.ofContent(Detail.MISSING, place, "缺少" + chinese + "（" + place + "）。", "The element " + place);
    }
}
