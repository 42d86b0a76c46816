package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.encounters.domain.AgeBand;
import org.carecontact.gateway.encounters.domain.ContactPoint;
import org.carecontact.gateway.encounters.domain.EncounterClass;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Heard;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.encounters.domain.Stamp;
import org.carecontact.gateway.encounters.domain.Word;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Reads ADT messages (HL7 v2.5, chapter 3) of one hospital; drops names, addresses and birth dates. */
public final class Adt {

    private static final Set<String> READ =
            Set.of("A01", "A02", "A03", "A04", "A06", "A07", "A08", "A11", "A12", "A13", "A54", "A55");
    /** To acknowledge what moves a visit to another patient, and not to move it, would lose the visit. */
    private static final Set<String> MERGES =
            Set.of("A17", "A18", "A30", "A34", "A35", "A36", "A40", "A41", "A45", "A47", "A50");

    /** A message's meaning, and the parts that could not be used. */
    public record Meaning(VisitId visit, EncounterCommand command, List<Fault> warnings) {}

    private static final Pattern DEPARTMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CONTROL_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern SEGMENTS = Pattern.compile("\r");
    /** Identifier types (table 0203) that a hospital assigns itself; a citizen's number never becomes a key. */
    private static final Set<String> OWN_IDS = Set.of("", "PI", "MR", "PT", "PN", "VN");

    private static final ModelClassFactory MODEL = new DefaultModelClassFactory();

    private final Sender sender;
    private final Dialect dialect;
    private final Prints prints;
    private final Seal seal;

    public Adt(Sender sender, Prints prints, Seal seal) {
        this.sender = sender;
        this.dialect = sender.dialect();
        this.prints = prints;
        this.seal = seal;
        DefaultHapiContext context = new DefaultHapiContext(MODEL);
        context.setValidationContext(ValidationContextFactory.noValidation());
        this.parser = new PipeParser(context);
        try {
            // The parser fills its cache of structures without a lock: do it before there are threads.
            parser.parse(new ADT_A01(MODEL), "MSH|^~\\&|||||||ADT^A01|0|P|2.5\rPID|||0\rPV1||I\r");
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
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
        if (!type.equals("ADT") || dialect.notUsed().contains(trigger)) {
            return notUsed(ErrorCode.UNSUPPORTED_MESSAGE_TYPE);
        }
        if (trigger.isEmpty()) {
            throw Refusal.ofKind(ErrorCode.UNSUPPORTED_EVENT_CODE, "MSH", 9, "An event in MSH-9.2 or EVN-1, as A01");
        }
        if (MERGES.contains(trigger)) {
            throw Refusal.ofKind(
                    ErrorCode.UNSUPPORTED_EVENT_CODE, "MSH", 9, "No merges yet; or not-used in the feed's dialect");
        }
        if (!READ.contains(trigger) && !dialect.finishedBy().contains(trigger)) {
            return notUsed(ErrorCode.UNSUPPORTED_EVENT_CODE);
        }
        return aboutVisit(header, trigger, segments, evn, now);
    }

    private Meaning notUsed(ErrorCode code) throws Refusal {
        if (dialect.refusesOthers()) {
            throw Refusal.ofKind(code, "MSH", 9, "ADT with one of: " + String.join(", ", READ));
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
        if (!dialect.mayBeSentBy(header.component(4, 1), sender.hospital())) {
            throw Refusal.ofKind(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER, "MSH", 4, "A sending facility that the feed's dialect names");
        }
        if (header.controlId().isEmpty()) {
            throw missing("MSH", 10, "A control id that no other message of this sender has");
        }
        if (!CONTROL_ID.matcher(header.controlId()).matches()) {
            throw Refusal.ofContent(ErrorCode.DATA_TYPE_ERROR, "MSH", 10, "At most 64 printable ASCII characters");
        }
    }

    private static void mustBeInOrder(String text) throws Refusal {
        List<String> names = SEGMENTS.splitAsStream(text)
                .filter(segment -> !segment.isBlank())
                .map(segment -> segment.substring(0, Math.min(3, segment.length())))
                .toList();
        if (names.lastIndexOf("MSH") != 0) {
            throw new Refusal(ErrorCode.SEGMENT_SEQUENCE_ERROR, "MSH", 0, "One message in one MLLP block");
        }
        int before = 0;
        for (String name : List.of("EVN", "PID", "PV1")) {
            int place = names.indexOf(name);
            if (place < 0 && name.equals("EVN")) {
                continue; // the time may stand
            }
            if (place < 0 || place < before || place != names.lastIndexOf(name)) {
                throw new Refusal(
                        ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "MSH, EVN, PID and PV1 in this order, once each");
            }
            before = place;
        }
    }

    private Meaning meaning(Header header, ADT_A01 adt, Instant now) throws HL7Exception, Refusal {
        PID pid = adt.getPID();
        PV1 pv1 = adt.getPV1();
        String evn2 = Fields.text(adt.getEVN().getRecordedDateTime().getTime().getValue());
        Instant at = evn2.isEmpty()
                ? time(Fields.text(adt.getMSH().getDateTimeOfMessage().getTime().getValue()), "MSH", 7)
                : time(evn2, "EVN", 2);
        PatientId patient = patient(pid);
        DoctorId doctor = id(
                DoctorId::parse,
                pv1.getAttendingDoctor(0).getIDNumber().getValue(),
                "PV1",
                7,
                "The doctor's id in PV1-7.1");
        String department =
                department(pv1.getAssignedPatientLocation().getPointOfCare().getValue());
        VisitId visit = id(
                VisitId::parse,
                pv1.getVisitNumber().getIDNumber().getValue(),
                "PV1",
                19,
                "The visit number in PV1-19.1");
        EncounterClass encounterClass = encounterClass(
                Fields.text(pv1.getPatientClass().getValue()),
                Fields.text(pv1.getPatientType().getValue()));
        AgeBand ageBand = ageBand(Fields.text(pid.getDateTimeOfBirth().getTime().getValue()), at);
        List<Fault> warnings = new ArrayList<>();
        Optional<String> own = TelephoneNumbers.own(List.of(pid.getPhoneNumberHome()), warnings);
        Optional<String> guardians = TelephoneNumbers.guardians(adt.getNK1All(), warnings);
        List<ContactPoint> contactPoints = new ArrayList<>();
        own.ifPresent(number -> add(contactPoints, "PATIENT", number, patient));
        guardians.ifPresent(number -> add(contactPoints, "GUARDIAN", number, patient));
        // Without its time: some systems stamp a message anew when they send it again.
        List<String> content = new ArrayList<>(List.of(
                header.trigger(), patient.value(), doctor.value(), department, encounterClass.name(), ageBand.name()));
        content.add(own.map(_ -> "named").orElse(""));
        content.add(guardians.map(_ -> "named").orElse(""));
        contactPoints.forEach(point -> content.add(point.role() + " " + point.print()));
        Report report = new Report(
                new Heard(header.controlId(), prints.of(content.toArray(String[]::new))),
                new Visit(sender.hospital(), visit, patient, doctor, department, encounterClass, ageBand, at),
                own.isPresent() || guardians.isPresent(),
                contactPoints,
                now);
        return new Meaning(visit, command(header.trigger(), report), List.copyOf(warnings));
    }

    private static EncounterCommand command(String trigger, Report report) {
        return switch (trigger) {
            case "A01" -> new EncounterCommand.Admit(report);
            case "A03" -> new EncounterCommand.Discharge(report);
            case "A04" -> new EncounterCommand.Register(report);
            case "A08" -> new EncounterCommand.Update(report);
            case "A11" -> new EncounterCommand.Cancel(report);
            default -> throw new IllegalStateException("a trigger that was let pass and is not read");
        };
    }

    private static PatientId patient(PID pid) throws Refusal {
        for (CX one : pid.getPatientIdentifierList()) {
            if (OWN_IDS.contains(Fields.text(one.getIdentifierTypeCode().getValue()))) {
                return id(
                        PatientId::parse,
                        one.getIDNumber().getValue(),
                        "PID",
                        3,
                        "The hospital's own patient id in PID-3.1");
            }
        }
        throw missing("PID", 3, "The hospital's own patient id (PID-3.5 PI, MR or PT), no citizen's number");
    }

    private static <I> I id(
            Function<String, Optional<I>> parse, @Nullable String value, String segment, int field, String remedy)
            throws Refusal {
        for (String name : List.of("PID", "PV1")) {
            if (!segments.has(name)) {
                throw Refusal.ofContent(ErrorCode.SEGMENT_SEQUENCE_ERROR, name, 0, "PID and PV1, once each");
            }
        }
        Fields pid = segments.one("PID");
        Fields pv1 = segments.one("PV1");
        List<Fault> warnings = new ArrayList<>();
        Times times = new Times(header.component(7, 1), dialect.zone(), now, warnings);
        Instant recordedAt = times.recordedAt(evn);
        boolean isEnd = dialect.finishedBy().contains(trigger);
        int admission = Set.of("A01", "A04", "A06").contains(trigger) ? 44 : 0;
        Instant occurredAt = times.occurredAt(evn, pv1, isEnd ? 45 : admission, isEnd, recordedAt);
        PatientId patient = patient(header, pid);
        Report report = new Report(
                new Heard(header.sender(), header.controlId(), prints.of(header.field(9), segments.content())),
                new Stamp(recordedAt, times.sentAt(), header.controlId(), header.sender()),
                occurredAt,
                sender.hospital(),
                visit(pv1, patient, times, admission == 0 ? Optional.empty() : Optional.of(occurredAt)),
                patient,
                doctor(header, pv1, warnings),
                department(pv1, warnings),
                encounterClass(trigger, pv1, warnings),
                ageBand(pid, recordedAt, warnings),
                contacts(pid, segments.all("NK1"), patient, warnings));
        return new Meaning.AboutVisit(command(trigger, isEnd, report), warnings);
    }

    private static EncounterCommand command(String trigger, boolean isEnd, Report report) {
        if (isEnd) {
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

    private PatientId patient(Header header, Fields pid) throws Refusal {
        Optional<PatientId> found =
                Identities.find(pid.repetitions(3), dialect.patient(), 4, 5, authorities(header), PatientId::parse);
        if (found.isPresent()) {
            return found.get();
        }
        boolean none = pid.repetitions(3).stream()
                .allMatch(one -> one.text(1).isEmpty()
                        || !dialect.patient().types().contains(one.text(5))
                        || Identities.isCitizensNumber(one.text(1)));
        throw none
                ? missing("PID", 3, "The hospital's own patient id (PID-3.5 as the dialect says), no citizen's number")
                : Refusal.ofContent(ErrorCode.DATA_TYPE_ERROR, "PID", 3, "1 to 64 printable characters");
    }

    private static Set<String> authorities(Header header) {
        return Set.copyOf(Stream.of(header.component(3, 1), header.component(4, 1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }

    /** PV1-19; without a number a visit is its patient's at the time of admission. */
    private VisitId visit(Fields pv1, PatientId patient, Times times, Optional<Instant> opened) throws Refusal {
        String number = pv1.text(19, 1);
        if (number.isEmpty()) {
            Instant admitted = times.moment(pv1.text(44, 1))
                    .or(() -> opened)
                    .orElseThrow(() -> missing("PV1", 19, "The visit number, or the time of admission in PV1-44"));
            return visit(patient + "@" + ADMISSION.format(admitted));
        }
        return visit(dialect.visitsPerPatient() ? patient + "/" + number : number);
    }

    private static VisitId visit(String number) throws Refusal {
        return VisitId.parse(number)
                .filter(_ -> !Identities.isCitizensNumber(number))
                .orElseThrow(() -> Refusal.ofContent(
                        ErrorCode.DATA_TYPE_ERROR, "PV1", 19, "1 to 64 printable characters, no citizen's number"));
    }

    private Word<DoctorId> doctor(Header header, Fields pv1, List<Fault> warnings) {
        if (pv1.isWithdrawn(7)) {
            return Word.withdrawn();
        }
        Optional<DoctorId> found =
                Identities.find(pv1.repetitions(7), dialect.doctor(), 9, 13, authorities(header), DoctorId::parse);
        if (found.isEmpty() && !pv1.isEmpty(7)) {
            warnings.add(new Fault(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER, "PV1", 7, "The hospital's own id of the doctor in PV1-7.1"));
        }
        return found.map(Word::of).orElseGet(Word::absent);
    }

    private Word<String> department(Fields pv1, List<Fault> warnings) {
        if (pv1.isWithdrawn(3)) {
            return Word.withdrawn();
        }
        Optional<String> said = Stream.of(pv1.text(3, 1), pv1.text(3, 4), pv1.text(10, 1))
                .filter(text -> !text.isEmpty())
                .findFirst();
        if (said.isEmpty()) {
            return Word.absent();
        }
        if (!DEPARTMENT.matcher(said.get()).matches() || Identities.isCitizensNumber(said.get())) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "PV1", 3, "A department of at most 64 characters"));
            return Word.absent();
        }
        return Word.of(dialect.departments().getOrDefault(said.get(), said.get()));
    }

    private Word<EncounterClass> encounterClass(String trigger, Fields pv1, List<Fault> warnings) {
        String patientClass = pv1.text(2, 1);
        @Nullable
        EncounterClass found = Stream.of(pv1.text(18, 1), patientClass)
                .map(dialect.classes()::get)
                .filter(one -> one != null)
                .findFirst()
                .orElse(null);
        if (found == null && !patientClass.isEmpty() && !CLASS_THAT_SAYS_NOTHING.contains(patientClass)) {
            warnings.add(new Fault(
                    ErrorCode.TABLE_VALUE_NOT_FOUND, "PV1", 2, "One of table 0004; or a class of the feed's dialect"));
        }
        if (trigger.equals("A07") && (found == null || found == EncounterClass.IMP)) {
            return Word.of(EncounterClass.AMB);
        }
        return found == null ? Word.absent() : Word.of(found);
    }

    private Word<AgeBand> ageBand(Fields pid, Instant at, List<Fault> warnings) {
        if (pid.isWithdrawn(7)) {
            return Word.withdrawn();
        }
        String born = pid.text(7, 1);
        if (born.isEmpty()) {
            return Word.absent();
        }
        LocalDate today = LocalDate.ofInstant(at, dialect.zone());
        Optional<LocalDate> date = Timestamps.latestDate(born).filter(day -> day.isAfter(today.minusYears(150)));
        if (date.isEmpty()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, "PID", 7, "A birth date YYYY[MM[DD]]"));
            return Word.absent();
        }
        return Word.of(AgeBand.of(date.get(), today));
    }

    private Map<String, Word<ContactPoint>> contacts(
            Fields pid, List<Fields> kin, PatientId patient, List<Fault> warnings) {
        Map<String, Word<ContactPoint>> contacts = new LinkedHashMap<>();
        contacts.put("PATIENT", TelephoneNumbers.own(pid, warnings).map(sealed("PATIENT", patient)));
        contacts.put("GUARDIAN", TelephoneNumbers.guardians(kin, warnings).map(sealed("GUARDIAN", patient)));
        return contacts;
    }

    private Function<String, ContactPoint> sealed(String role, PatientId patient) {
        String purpose = SealPurposes.contact(sender.hospital(), role, patient.value());
        return number -> new ContactPoint(role, prints.of(purpose, number), seal.close(number, purpose));
    }

    private static Refusal missing(String segment, int field, String remedy) {
        return Refusal.ofContent(ErrorCode.REQUIRED_FIELD_MISSING, segment, field, remedy);
    }
}
