package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.values.Timestamps;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

// Longer than 300 lines: one message, from its header to its statements.
/** Reads the HL7 v2 messages of one hospital in its dialect; drops addresses, and every number of a citizen. */
// Longer than 300 lines: one kind of message after the other.
public final class Messages {

    /** Table 0003, as far as it is about a visit. */
    private static final Set<String> VISITS =
            Set.of("A01", "A02", "A03", "A04", "A06", "A07", "A08", "A11", "A12", "A13", "A17", "A54", "A55");

    private static final Set<String> PEOPLE = Set.of("A28", "A31");
    /** The older ids of a patient die; A47 changes one. */
    private static final Set<String> MERGES = Set.of("A18", "A30", "A34", "A36", "A40", "A47");

    private static final Set<String> MOVES = Set.of("A45");
    private static final Set<String> RENUMBERINGS = Set.of("A42", "A50");
    private static final Set<String> OPENINGS = Set.of("A01", "A04", "A06");

    /** Master files and schedules. */
    private static final Set<String> STAFF = Set.of("MFN", "SIU");

    private static final Pattern VERSION = Pattern.compile("2(\\.[0-9]+)*");
    private static final Pattern CONTROL_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final String hospital;
    private final Dialect dialect;
    private final Prints prints;
    private final PersonSegments people;
    private final VisitSegments visits;
    private final StaffSegments staff;
    private final ScheduleSegments schedules;

    /**
     * Reads for one hospital.
     *
     * @param unmapped hears of codes that nobody names: their kind, and the code
     */
    public Messages(
            String hospital,
            Dialect dialect,
            Prints prints,
            PersonalValues values,
            Births births,
            BiConsumer<String, String> unmapped) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.prints = prints;
        this.people = new PersonSegments(hospital, dialect, values, births);
        this.visits = new VisitSegments(dialect, unmapped);
        this.staff = new StaffSegments(hospital, dialect, values);
        this.schedules = new ScheduleSegments(dialect);
    }

    /** One message while it is read. */
    private record Reading(
            Header header,
            Segments segments,
            Fields evn,
            String trigger,
            Times times,
            Instant now,
            List<Fault> warnings) {

        Heard heard(Prints prints) {
            return new Heard(
                    header.sender(),
                    header.controlId(),
                    prints.of(header.field(9), CitizenNumbers.without(segments.content())));
        }

        Stamp by() throws Refusal {
            return new Stamp(times.recordedAt(evn), times.sentAt(), header.controlId(), header.sender());
        }
    }

    /** Whether a message of this header is acknowledged without being read: its type is of no use here. */
    public boolean isPassedOver(Header header) {
        try {
            mustBeForUs(header);
        } catch (Refusal _) {
            return false;
        }
        String type = header.component(9, 1);
        String trigger = header.trigger();
        return !type.isEmpty() && !type.equals("ACK") && isOfNoUse(type, trigger, isEnd(type, trigger));
    }

    private boolean isEnd(String type, String trigger) {
        return dialect.finishedBy().contains(type + "^" + trigger)
                || (type.equals("ADT") && dialect.finishedBy().contains(trigger));
    }

    private boolean isOfNoUse(String type, String trigger, boolean ends) {
        return dialect.notUsed().contains(trigger) || !(type.equals("ADT") || ends || STAFF.contains(type));
    }

    /** Returns a message's meaning, if this hospital may send it and it can be understood. */
    public Meaning read(Header header, String text, Instant now) throws Refusal {
        mustBeForUs(header);
        Segments segments = new Segments(text, header);
        if (segments.all("MSH").size() > 1) {
            throw Refusal.ofContent(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR, "MSH", 0, "One message in one MLLP block, or a batch with BHS");
        }
        String type = header.component(9, 1);
        if (type.isEmpty() || type.equals("ACK")) {
            throw Refusal.ofKind(ErrorCode.UNSUPPORTED_MESSAGE_TYPE, "MSH", 9, "A message's type, as ADT^A01");
        }
        Fields evn = segments.one("EVN");
        String trigger = header.trigger().isEmpty() ? evn.text(1, 1) : header.trigger();
        boolean isAdt = type.equals("ADT");
        boolean ends = isEnd(type, trigger);
        if (isOfNoUse(type, trigger, ends)) {
            return notUsed(ErrorCode.UNSUPPORTED_MESSAGE_TYPE);
        }
        if (trigger.isEmpty()) {
            throw Refusal.ofKind(ErrorCode.UNSUPPORTED_EVENT_CODE, "MSH", 9, "An event in MSH-9.2 or EVN-1, as A01");
        }
        List<Fault> warnings = new ArrayList<>();
        Reading reading = new Reading(
                header,
                segments,
                evn,
                trigger,
                new Times(header.component(7, 1), dialect.zone(), now, warnings),
                now,
                warnings);
        List<Statement> statements;
        if (ends || (isAdt && VISITS.contains(trigger))) {
            statements = aboutVisits(reading, ends);
        } else if (type.equals("MFN")) {
            String file = StaffSegments.file(segments.one("MFI"), trigger);
            if (file.isEmpty()) {
                return notUsed(ErrorCode.UNSUPPORTED_EVENT_CODE);
            }
            statements = masterFile(reading, file);
        } else if (type.equals("SIU")) {
            if (!ScheduleSegments.isRead(trigger)) {
                return notUsed(ErrorCode.UNSUPPORTED_EVENT_CODE);
            }
            statements = schedules.slots(header, trigger, segments, reading.times(), reading.by(), warnings);
        } else if (PEOPLE.contains(trigger)) {
            statements = aboutPerson(reading);
        } else if (MERGES.contains(trigger)) {
            statements = merges(reading);
        } else if (MOVES.contains(trigger)) {
            statements = moves(reading);
        } else if (RENUMBERINGS.contains(trigger)) {
            statements = renumberings(reading);
        } else {
            return notUsed(ErrorCode.UNSUPPORTED_EVENT_CODE);
        }
        return new Meaning.Says(statements, warnings);
    }

    /** MSH-7, if it can be read. */
    public static Optional<Instant> sentAt(Header header, Dialect dialect) {
        return Timestamps.span(header.component(7, 1), dialect.zone()).map(Timestamps.Span::from);
    }

    /** Whom a message is about, as far as that can be read, also when it is refused. */
    public Set<PatientId> patients(Header header, String text) {
        return people.all(header, new Segments(text, header));
    }

    private Meaning notUsed(ErrorCode code) throws Refusal {
        if (dialect.refusesOthers()) {
            Set<String> read = new TreeSet<>(VISITS);
            for (Set<String> more : List.of(PEOPLE, MERGES, MOVES, RENUMBERINGS)) {
                read.addAll(more);
            }
            throw Refusal.ofKind(code, "MSH", 9, "MFN, SIU, or ADT with one of: " + String.join(", ", read));
        }
        return new Meaning.NotUsed();
    }

    private void mustBeForUs(Header header) throws Refusal {
        header.mustBeReadable();
        String version = header.component(12, 1);
        if (!VERSION.matcher(version).matches()
                || !(dialect.versions().isEmpty() || dialect.versions().contains(version))) {
            throw Refusal.ofKind(
                    ErrorCode.UNSUPPORTED_VERSION_ID,
                    "MSH",
                    12,
                    dialect.versions().isEmpty() ? "A version 2.x" : String.join(", ", dialect.versions()));
        }
        if (!dialect.processing().contains(header.component(11, 1))) {
            throw Refusal.ofKind(
                    ErrorCode.UNSUPPORTED_PROCESSING_ID,
                    "MSH",
                    11,
                    "This feed takes " + String.join(", ", dialect.processing()));
        }
        if (!dialect.mayBeSentBy(header.component(4, 1), hospital)) {
            throw Refusal.ofKind(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER,
                    "MSH",
                    4,
                    "The sending facility is " + dialect.sendersFor(hospital)
                            + ", or another that facilities: in the feed's file names; any takes every one");
        }
        if (header.controlId().isEmpty()) {
            throw missing("MSH", 10, "A control id that no other message of this sender has");
        }
        if (!CONTROL_ID.matcher(header.controlId()).matches() || CitizenNumbers.isOne(header.controlId())) {
            throw Refusal.ofContent(
                    ErrorCode.DATA_TYPE_ERROR, "MSH", 10, "At most 64 printable ASCII characters, no citizen's number");
        }
    }

    // Visits

    /** One visit; with A17 (two patients swap their beds) one after each PID. */
    private List<Statement> aboutVisits(Reading reading, boolean ends) throws Refusal {
        for (String name : List.of("PID", "PV1")) {
            if (!reading.segments().has(name)) {
                throw Refusal.ofContent(ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "PID and PV1, once each");
            }
        }
        if (reading.trigger().equals("A17")) {
            List<Statement> both = new ArrayList<>();
            for (Segments.Pair pair : reading.segments().pairs("PID", "PV1")) {
                both.add(aboutVisit(reading, pair.first(), pair.second(), List.of(), false));
            }
            return both;
        }
        return List.of(aboutVisit(
                reading,
                reading.segments().one("PID"),
                reading.segments().one("PV1"),
                reading.segments().all("NK1"),
                ends));
    }

    private Statement aboutVisit(Reading reading, Fields pid, Fields pv1, List<Fields> kin, boolean ends)
            throws Refusal {
        Stamp by = reading.by();
        boolean opens = OPENINGS.contains(reading.trigger());
        Instant occurredAt = reading.times().occurredAt(reading.evn(), pv1, ends ? 45 : opens ? 44 : 0, ends, by.at());
        PatientId patient = people.patient(reading.header(), pid);
        Word<EncounterClass> encounterClass = visits.encounterClass(reading.trigger(), pv1, reading.warnings());
        PersonWords words = people.words(pid, kin, patient, reading.now(), reading.warnings());
        Report report = new Report(
                reading.heard(prints),
                by,
                occurredAt,
                hospital,
                visits.number(pv1, patient, reading.times(), opens ? Optional.of(occurredAt) : Optional.empty()),
                patient,
                visits.doctor(reading.header(), pv1, reading.warnings()),
                visits.department(pv1, reading.warnings()),
                encounterClass,
                words,
                AgeBand.UNKNOWN,
                encounterClass.orNull() == EncounterClass.IMP
                        ? null
                        : dialect.finishedAfter().of(occurredAt, dialect.zone()));
        return new Statement.OfVisit(command(reading.trigger(), ends, report));
    }

    private static EncounterCommand.Reported command(String trigger, boolean ends, Report report) {
        if (ends) {
            return new EncounterCommand.Discharge(report);
        }
        return switch (trigger) {
            case "A01", "A06" -> new EncounterCommand.Admit(report);
            case "A04" -> new EncounterCommand.Register(report);
            case "A11" -> new EncounterCommand.Cancel(report);
            case "A13" -> new EncounterCommand.CancelDischarge(report);
            default -> new EncounterCommand.Update(report); // A03 too, where something else ends a visit
        };
    }

    // Staff

    /** Answered by a plain ACK: MFK (v2.5, 8.4) says no more where each record is accepted. */
    private List<Statement> masterFile(Reading reading, String file) throws Refusal {
        List<Segments.Group> records = reading.segments().groups("MFE");
        return file.equals(StaffSegments.LOCATIONS)
                ? staff.departments(records, reading.by(), reading.warnings())
                : staff.doctors(reading.header(), records, reading.by(), reading.warnings());
    }

    // People

    private List<Statement> aboutPerson(Reading reading) throws Refusal {
        Fields pid = only("PID", reading);
        PatientId patient = people.patient(reading.header(), pid);
        return List.of(new Statement.OfPerson(
                patient,
                people.words(pid, reading.segments().all("NK1"), patient, reading.now(), reading.warnings()),
                reading.by()));
    }

    private List<Statement> merges(Reading reading) throws Refusal {
        List<Statement> merges = new ArrayList<>();
        for (Segments.Pair pair : reading.segments().pairs("PID", "MRG")) {
            PatientId survivor = people.patient(reading.header(), pair.first());
            PatientId dead = people.merged(reading.header(), pair.second());
            merges.add(new Statement.Merge(dead, survivor, reading.heard(prints), reading.by()));
        }
        return some(merges);
    }

    private List<Statement> moves(Reading reading) throws Refusal {
        List<Statement> moves = new ArrayList<>();
        PatientId to = people.patient(reading.header(), only("PID", reading));
        for (Fields mrg : reading.segments().all("MRG")) {
            PatientId from = mrg.isEmpty(1) ? to : people.merged(reading.header(), mrg);
            moves.add(new Statement.Move(
                    visits.number("MRG", 5, mrg.text(5, 1), from), to, reading.heard(prints), reading.by()));
        }
        return some(moves);
    }

    private List<Statement> renumberings(Reading reading) throws Refusal {
        PatientId patient = people.patient(reading.header(), only("PID", reading));
        Fields mrg = only("MRG", reading);
        VisitId into = visits.number("PV1", 19, only("PV1", reading).text(19, 1), patient);
        return List.of(new Statement.Renumber(visits.number("MRG", 5, mrg.text(5, 1), patient), into, reading.by()));
    }

    private static List<Statement> some(List<Statement> statements) throws Refusal {
        if (statements.isEmpty()) {
            throw Refusal.ofContent(ErrorCode.SEGMENT_SEQUENCE_ERROR, "MRG", 0, "A PID and an MRG behind it");
        }
        return statements;
    }

    private static Fields only(String name, Reading reading) throws Refusal {
        if (!reading.segments().has(name)) {
            throw Refusal.ofContent(ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "One " + name);
        }
        return reading.segments().one(name);
    }

    private static Refusal missing(String segment, int field, String remedy) {
        return Refusal.ofContent(ErrorCode.REQUIRED_FIELD_MISSING, segment, field, remedy);
    }
}
