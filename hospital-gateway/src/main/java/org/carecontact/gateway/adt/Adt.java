package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v25.datatype.CX;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import ca.uhn.hl7v2.model.v25.segment.PID;
import ca.uhn.hl7v2.model.v25.segment.PV1;
import ca.uhn.hl7v2.parser.DefaultModelClassFactory;
import ca.uhn.hl7v2.parser.ModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carecontact.gateway.encounters.domain.AgeBand;
import org.carecontact.gateway.encounters.domain.ContactPoint;
import org.carecontact.gateway.encounters.domain.EncounterClass;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Heard;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Reads ADT messages (HL7 v2.5, chapter 3) of one hospital; drops names, addresses and birth dates. */
public final class Adt {

    static final Set<String> TRIGGERS = Set.of("A01", "A03", "A04", "A08", "A11");

    /** A message's meaning, and the parts that could not be used. */
    public record Meaning(VisitId visit, EncounterCommand command, List<Fault> warnings) {}

    private static final Pattern DEPARTMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CONTROL_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern SEGMENTS = Pattern.compile("\r");
    /** Identifier types (table 0203) that a hospital assigns itself; a citizen's number never becomes a key. */
    private static final Set<String> OWN_IDS = Set.of("", "PI", "MR", "PT", "PN", "VN");

    private static final ModelClassFactory MODEL = new DefaultModelClassFactory();

    private final Sender sender;
    private final Prints prints;
    private final Seal seal;
    private final PipeParser parser;

    public Adt(Sender sender, Prints prints, Seal seal) {
        this.sender = sender;
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
        mustBeInOrder(text);
        try {
            ADT_A01 adt = new ADT_A01(MODEL);
            parser.parse(adt, text);
            return meaning(header, adt, now);
        } catch (HL7Exception | RuntimeException _) {
            // Their messages repeat the content.
            throw new Refusal(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR, "MSH", 0, "The message is not in the form of HL7 v2.5 ADT");
        }
    }

    private void mustBeForUs(Header header) throws Refusal {
        header.mustBeReadable();
        if (!header.component(12, 1).equals("2.5")) {
            throw new Refusal(ErrorCode.UNSUPPORTED_VERSION_ID, "MSH", 12, "2.5");
        }
        if (!header.component(9, 1).equals("ADT")) {
            throw new Refusal(ErrorCode.UNSUPPORTED_MESSAGE_TYPE, "MSH", 9, "ADT messages only");
        }
        if (!TRIGGERS.contains(header.trigger())) {
            throw new Refusal(ErrorCode.UNSUPPORTED_EVENT_CODE, "MSH", 9, "One of: A01, A03, A04, A08, A11");
        }
        if (!header.component(11, 1).equals("P")) {
            throw new Refusal(ErrorCode.UNSUPPORTED_PROCESSING_ID, "MSH", 11, "P: this is a production feed");
        }
        if (!header.component(4, 1).equalsIgnoreCase(sender.facility())) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER,
                    "MSH",
                    4,
                    "This port belongs to the sending facility " + sender.facility());
        }
        if (header.controlId().isEmpty()) {
            throw missing("MSH", 10, "A control id that no other message of the visit has");
        }
        if (!CONTROL_ID.matcher(header.controlId()).matches()) {
            throw new Refusal(ErrorCode.DATA_TYPE_ERROR, "MSH", 10, "At most 64 printable ASCII characters");
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
        String id = Fields.text(value);
        if (id.isEmpty()) {
            throw missing(segment, field, remedy);
        }
        return parse.apply(id)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.DATA_TYPE_ERROR, segment, field, remedy + ": at most 64 printable characters"));
    }

    private static String department(@Nullable String value) throws Refusal {
        String department = Fields.text(value);
        if (department.isEmpty()) {
            throw missing("PV1", 3, "The department's code in PV1-3.1");
        }
        if (!DEPARTMENT.matcher(department).matches()) {
            throw new Refusal(
                    ErrorCode.DATA_TYPE_ERROR,
                    "PV1",
                    3,
                    "The department's code in PV1-3.1: at most 64 of A-Z a-z 0-9 . _ -");
        }
        return department;
    }

    private static EncounterClass encounterClass(String patientClass, String patientType) throws Refusal {
        if (patientType.equals("VR") || patientType.equals("V")) {
            return EncounterClass.VR;
        }
        return switch (patientClass) {
            case "O" -> EncounterClass.AMB;
            case "I" -> EncounterClass.IMP;
            case "E" -> EncounterClass.EMER;
            case "VR", "V" -> EncounterClass.VR;
            case "" -> throw missing("PV1", 2, "One of: O, I, E, VR");
            default -> throw new Refusal(ErrorCode.TABLE_VALUE_NOT_FOUND, "PV1", 2, "One of: O, I, E, VR");
        };
    }

    private AgeBand ageBand(String born, Instant at) throws Refusal {
        if (born.isEmpty()) {
            return AgeBand.UNKNOWN;
        }
        LocalDate on = at.atZone(sender.zone()).toLocalDate();
        Optional<LocalDate> latest = Timestamps.latestDate(born);
        if (latest.isEmpty() || latest.get().getYear() < 1850) {
            throw new Refusal(ErrorCode.DATA_TYPE_ERROR, "PID", 7, "YYYYMMDD, YYYYMM or YYYY");
        }
        return AgeBand.of(latest.get(), on);
    }

    private Instant time(String value, String segment, int field) throws Refusal {
        if (value.isEmpty()) {
            throw missing("EVN", 2, "When it happened: YYYYMMDDHHMMSS, with +ZZZZ unless in the hospital's own zone");
        }
        return Timestamps.instant(value, sender.zone())
                .orElseThrow(() -> new Refusal(
                        ErrorCode.DATA_TYPE_ERROR,
                        segment,
                        field,
                        "YYYYMMDDHHMM[SS[.SSSS]][+ZZZZ], to the minute at least"));
    }

    private void add(List<ContactPoint> contactPoints, String role, String number, PatientId patient) {
        if (!number.isEmpty()) {
            String purpose = SealPurposes.contact(sender.hospital(), role, patient.value());
            contactPoints.add(new ContactPoint(role, prints.of(purpose, number), seal.close(number, purpose)));
        }
    }

    private static Refusal missing(String segment, int field, String remedy) {
        return new Refusal(ErrorCode.REQUIRED_FIELD_MISSING, segment, field, remedy);
    }
}
