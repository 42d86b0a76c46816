package org.carecontact.gateway.soap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;

/** Reads what is said of doctors, departments and schedules. */
// Longer than 300 lines: eleven services of one subject, each with its own elements.
final class Staff {

    /** HL7 V3 RoleStatus and ActStatus: no longer. */
    private static final Set<String> NO_LONGER =
            Set.of("terminated", "suspended", "nullified", "cancelled", "canceled", "aborted", "obsolete", "inactive");

    private static final String ACTIVE = "active";
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,64}");
    private static final Pattern PHONE = Pattern.compile("[0-9+()*#, /;-]{3,40}|[0-9+-]{3,20}(转|ext\\.?)[0-9]{1,8}");
    private static final Pattern CALLED_OFF = Pattern.compile(".*(取消|停诊|停台|作废|撤销).*");
    private static final String NURSE = "护士";

    private final String hospital;
    private final Dialect dialect;
    private final PersonalValues values;
    private final Visits visits;

    Staff(String hospital, Dialect dialect, PersonalValues values, Visits visits) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.values = values;
        this.visits = visits;
    }

    /** {@code ProviderInfoRegister}, {@code ProviderInfoUpdate}. */
    List<Statement> doctor(Node act, V3Times times, Stamp by) throws Refusal {
        Node provider = needed(act, "healthCareProvider", "医务人员");
        DoctorId id = visits.doctor(provider.ids())
                .orElseThrow(() -> Refusal.ofContent(
                        Detail.UNKNOWN_KEY,
                        "healthCareProvider/id",
                        "缺少本院医务人员工号（root " + Roots.STAFF + "）。",
                        "The hospital's own id of the doctor with root " + Roots.STAFF));
        Optional<Node> person = provider.child("healthCarePrincipalPerson");
        List<Node> telecoms = new ArrayList<>(provider.children("telecom"));
        person.ifPresent(it -> telecoms.addAll(it.children("telecom")));
        DoctorWords words = new DoctorWords(
                word(person.flatMap(it -> it.child("name")).flatMap(People::name)),
                word(provider.child("code").flatMap(Staff::words)),
                word(person.flatMap(it -> it.child("asAffiliate"))
                        .flatMap(it -> it.find("affiliatedPrincipalOrganization"))
                        .flatMap(it -> department(it.ids()))),
                active(provider, times, by.at()),
                word(numbers(telecoms)
                        .map(MobileNumbers::parse)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(number -> values.number(hospital, id, number))));
        return List.of(new Statement.OfDoctor(id, words, by));
    }

    /** {@code OrganizationInfoRegister}, {@code OrganizationInfoUpdate}; nothing when it is about the hospital itself. */
    List<Statement> department(Node act, V3Times times, Stamp by) throws Refusal {
        Node entity = needed(needed(act, "subject1", "科室"), "assignedEntity", "科室");
        Optional<DepartmentId> id = department(entity.ids()).flatMap(DepartmentId::parse);
        if (id.isEmpty()) {
            return List.of();
        }
        Optional<Node> organization = entity.child("assignedPrincipalOrganization");
        DepartmentWords words = new DepartmentWords(
                word(Stream.concat(
                                organization.stream().flatMap(it -> it.children("name").stream()),
                                entity.children("name").stream())
                        .map(Visits::title)
                        .filter(name -> isText(name))
                        .findFirst()),
                word(numbers(entity.children("telecom"))
                        .filter(number -> PHONE.matcher(number).matches() && !CitizenNumbers.isOne(number))
                        .findFirst()),
                active(entity, times, by.at()));
        return List.of(new Statement.OfDepartment(id.get(), words, by));
    }

    /** {@code SourceAndScheduleInfoAdd}, {@code SourceAndScheduleInfoUpdate}: a slot without a doctor is nobody's time. */
    List<Statement> clinics(Node act, V3Times times, Stamp by, List<Detail> warnings) throws Refusal {
        List<Statement> slots = new ArrayList<>();
        for (Node slot : act.all("resourceSlot")) {
            Set<DoctorId> doctors = doctors(slot.all("identifiedEntity"));
            if (!doctors.isEmpty()) {
                List<Node> spans = slot.children("timeFrame").stream()
                        .flatMap(frame -> frame.children("effectiveTime").stream())
                        .toList();
                slots.add(new Statement.OfSlot(
                        slotId(slot.ids(), "resourceSlot/id"),
                        doctors,
                        slot(slot, SlotKind.CLINIC, spans, times, warnings),
                        by));
            }
        }
        return slots;
    }

    /** {@code OutPatientAppointStatusInfoAdd}, {@code OutPatientAppointStatusInfoUpdate}. */
    List<Statement> appointment(Node act, V3Times times, Stamp by, List<Detail> warnings) throws Refusal {
        Node appointment = needed(act, "encounterAppointment", "预约");
        Set<DoctorId> doctors = doctors(appointment.children("performer"));
        if (doctors.isEmpty() && !isOff(appointment)) {
            return List.of();
        }
        List<Node> spans = appointment.all("transportationIntent").stream()
                .flatMap(intent -> intent.children("effectiveTime").stream())
                .toList();
        return List.of(new Statement.OfSlot(
                slotId(appointment.ids(), "encounterAppointment/id"),
                doctors,
                slot(appointment, SlotKind.CLINIC, spans, times, warnings),
                by));
    }

    /** {@code OperationScheduleInfoAdd}, {@code OperationScheduleInfoUpdate}: known by the request that a status names too. */
    List<Statement> surgery(Node act, V3Times times, Stamp by, List<Detail> warnings) throws Refusal {
        Node appointment = needed(act, "actAppointment", "手术排班");
        List<Node.Id> ids = new ArrayList<>();
        appointment.find("actOrder").ifPresent(order -> ids.addAll(order.ids()));
        ids.addAll(appointment.ids());
        List<Node> surgeons = appointment.children("performer").stream()
                .filter(performer -> performer.all("code").stream()
                        .map(Staff::words)
                        .flatMap(Optional::stream)
                        .noneMatch(role -> role.contains(NURSE)))
                .toList();
        Set<DoctorId> doctors = doctors(surgeons);
        if (doctors.isEmpty() && !isOff(appointment)) {
            return List.of();
        }
        return List.of(new Statement.OfSlot(
                slotId(ids, "actAppointment/id"),
                doctors,
                slot(appointment, SlotKind.SURGERY, List.of(), times, warnings),
                by));
    }

    /** {@code OperationStatusInfoUpdate}: about whoever is known to have the surgery. */
    List<Statement> surgeryStatus(Node act, V3Times times, Stamp by) throws Refusal {
        List<Statement> slots = new ArrayList<>();
        for (Node request : act.all("procedureRequest")) {
            boolean off = isOff(request)
                    || request.all("processStep").stream()
                            .flatMap(step -> step.children("code").stream())
                            .map(Staff::words)
                            .flatMap(Optional::stream)
                            .anyMatch(state -> CALLED_OFF.matcher(state).matches());
            Word<SlotTime> time = word(request.children("effectiveTime").stream()
                    .map(times::span)
                    .flatMap(Optional::stream)
                    .findFirst());
            slots.add(new Statement.OfSlot(
                    slotId(request.ids(), "procedureRequest/id"),
                    Set.of(),
                    off ? SlotWords.CANCELLED : new SlotWords(Word.absent(), time, Word.absent()),
                    by));
        }
        return slots;
    }

    private SlotWords slot(Node slot, SlotKind kind, List<Node> inner, V3Times times, List<Detail> warnings) {
        List<SlotTime> told = Stream.concat(inner.stream(), slot.children("effectiveTime").stream())
                .map(times::span)
                .flatMap(Optional::stream)
                .toList();
        if (told.isEmpty() && !isOff(slot)) {
            warnings.add(new Detail(
                    Detail.MISSING,
                    slot.name() + "/effectiveTime",
                    "缺少开始和结束时间。",
                    "A beginning in low, and an end in high or width"));
        }
        // Several frames of one slot are one stretch of the doctor's time.
        Optional<SlotTime> whole = told.stream()
                .reduce((one, other) -> new SlotTime(
                        one.from().isBefore(other.from()) ? one.from() : other.from(),
                        one.to().isAfter(other.to()) ? one.to() : other.to()));
        return new SlotWords(Word.of(kind), word(whole), Word.of(!isOff(slot)));
    }

    private static boolean isOff(Node slot) {
        return NO_LONGER.contains(status(slot));
    }

    private static String status(Node node) {
        return node.child("statusCode")
                .map(status -> status.attribute("code").isEmpty() ? status.value() : status.attribute("code"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** By the status of the role, and by its end if that is past. */
    private static Word<Boolean> active(Node role, V3Times times, Instant now) {
        String status = status(role);
        boolean over = role.at("effectiveTime", "high")
                .flatMap(high -> times.moment(high.value(), true))
                .filter(end -> end.isBefore(now))
                .isPresent();
        if (over || NO_LONGER.contains(status)) {
            return Word.of(false);
        }
        return status.equals(ACTIVE) ? Word.of(true) : Word.absent();
    }

    private Set<DoctorId> doctors(List<Node> participants) {
        Set<DoctorId> doctors = new HashSet<>();
        for (Node participant : participants) {
            Stream.of(
                            List.of(participant),
                            participant.children("assignedPerson"),
                            participant.children("assignedEntity"))
                    .flatMap(List::stream)
                    .map(Node::ids)
                    .map(visits::doctor)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(doctors::add);
        }
        return doctors;
    }

    private Optional<String> department(List<Node.Id> ids) {
        return People.own(ids, List.of(Roots.DEPARTMENT))
                .map(code -> dialect.departments().getOrDefault(code, code))
                .filter(Staff::isText);
    }

    private static String slotId(List<Node.Id> ids, String place) throws Refusal {
        return ids.stream()
                .map(Node.Id::extension)
                .filter(Staff::isText)
                .findFirst()
                .orElseThrow(() -> Refusal.ofContent(
                        Detail.MISSING, place, "缺少标识，应为 1 至 64 个可打印字符。", "An id of 1 to 64 printable characters"));
    }

    /** The display name of a code, else the code. */
    private static Optional<String> words(Node code) {
        return Stream.of(
                        code.child("displayName").map(Node::value).orElse(""),
                        code.attribute("displayName"),
                        code.attribute("code"))
                .filter(Staff::isText)
                .findFirst();
    }

    private static Stream<String> numbers(List<Node> telecoms) {
        return telecoms.stream()
                .flatMap(telecom -> Stream.concat(Stream.of(telecom), telecom.children("item").stream()))
                .filter(item -> !item.isWithdrawn())
                .map(Node::value)
                .map(value -> value.startsWith("tel:") ? value.substring("tel:".length()) : value)
                .filter(value -> !value.isEmpty());
    }

    private static boolean isText(String text) {
        return TEXT.matcher(text).matches() && !CitizenNumbers.isOne(text);
    }

    private static <T> Word<T> word(Optional<T> value) {
        return value.map(Word::of).orElseGet(Word::absent);
    }

    private static Node needed(Node within, String name, String chinese) throws Refusal {
        return within.find(name)
                .orElseThrow(() -> Refusal.ofContent(
                        Detail.MISSING, name, "缺少" + chinese + "（" + name + "）。", "The element " + name));
    }

    /** How long a width in a unit as people write it is; empty for an unknown unit. */
    static Optional<Duration> width(Node width) {
        String unit = width.attribute("unit");
        try {
            long number = Math.round(Double.parseDouble(width.attribute("value")) * 60);
            Duration inMinutes = Duration.ofSeconds(number);
            return switch (unit) {
                case "分", "分钟", "min", "m", "" -> Optional.of(inMinutes);
                case "时", "小时", "h", "hour" -> Optional.of(inMinutes.multipliedBy(60));
                default -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
