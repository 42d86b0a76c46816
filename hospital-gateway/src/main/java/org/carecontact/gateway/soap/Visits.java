package org.carecontact.gateway.soap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.intake.VisitIds;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/** Reads {@code encounterEvent}: which visit it is, where, at whom, of which class. What is of no use costs a warning only. */
final class Visits {

    /** HL7 V3 ActStatus, and the same with one l. */
    private static final Set<String> TAKEN_BACK = Set.of("cancelled", "canceled", "aborted", "nullified");

    private static final String COMPLETED = "completed";
    /** Table 2.16.156.10011.2.3.1.271: others. */
    private static final Set<String> CLASS_THAT_SAYS_NOTHING = Set.of("9", "09");

    /** Who is responsible; a {@code discharger} is the clerk who enters it (WS/T 846.7). */
    private static final List<String> DOCTORS = List.of("responsibleParty", "attender", "admitter", "performer");

    private static final Pattern DEPARTMENT = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    private final Dialect dialect;
    private final BiConsumer<String, String> unmapped;

    /**
     * Reads in this dialect.
     *
     * @param unmapped hears of codes that nobody names: their kind, and the code
     */
    Visits(Dialect dialect, BiConsumer<String, String> unmapped) {
        this.dialect = dialect;
        this.unmapped = unmapped;
    }

    static boolean isTakenBack(Node event) {
        return TAKEN_BACK.contains(status(event));
    }

    static boolean isCompleted(Node event) {
        return status(event).equals(COMPLETED);
    }

    private static String status(Node event) {
        return event.child("statusCode")
                .map(status -> status.attribute("code").isEmpty() ? status.value() : status.attribute("code"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** The visit's serial number, else its number as outpatient or inpatient, else its patient's at the time of admission. */
    VisitId number(Node event, PatientId patient, Optional<Instant> opened) throws Refusal {
        List<Node.Id> ids = new ArrayList<>(event.ids());
        event.find("patient").ifPresent(it -> ids.addAll(it.ids()));
        Optional<String> number =
                People.own(ids, List.of(Roots.VISIT, Roots.OUTPATIENT_NUMBER, Roots.INPATIENT_NUMBER));
        Optional<VisitId> id = number.isPresent()
                ? number.flatMap(
                        one -> dialect.visitsPerPatient() ? VisitIds.ofPatient(patient, one) : VisitId.parse(one))
                : opened.flatMap(at -> VisitIds.admitted(patient, at));
        return id.orElseThrow(() -> Refusal.ofContent(
                number.isPresent() ? Detail.BAD_VALUE : Detail.MISSING,
                "encounterEvent/id",
                "缺少就诊流水号（root " + Roots.VISIT + "，1 至 64 个可打印字符）、门诊号、住院号或就诊开始时间。",
                "The visit's serial number with root " + Roots.VISIT
                        + ", 1 to 64 printable characters, or its number as outpatient or inpatient, or"
                        + " effectiveTime/low"));
    }

    Word<DoctorId> doctor(Node event, List<Detail> warnings) {
        List<Node> participants =
                DOCTORS.stream().flatMap(role -> event.children(role).stream()).toList();
        boolean named = false;
        for (Node participant : participants) {
            List<Node> assigned = Stream.concat(
                            Stream.of(participant),
                            Stream.of("assignedPerson", "assignedEntity")
                                    .flatMap(name -> participant.children(name).stream()))
                    .toList();
            for (Node one : assigned) {
                List<Node.Id> ids = one.ids();
                Optional<DoctorId> id = doctor(ids);
                if (id.isPresent()) {
                    return Word.of(id.get());
                }
                if (participant.isWithdrawn() || ids.stream().anyMatch(Node.Id::withdrawn)) {
                    return Word.withdrawn();
                }
                named |= !ids.isEmpty();
            }
        }
        if (named) {
            warnings.add(new Detail(
                    Detail.UNKNOWN_KEY,
                    "assignedPerson/id",
                    "缺少本院医务人员工号（root " + Roots.STAFF + "）。",
                    "The hospital's own id of the doctor with root " + Roots.STAFF));
        }
        return Word.absent();
    }

    /** A doctor's id: of a preferred root, else of the standard's, else one without a root. */
    Optional<DoctorId> doctor(List<Node.Id> ids) {
        List<String> roots =
                new ArrayList<>(dialect.doctor().authorities().stream().sorted().toList());
        roots.addAll(List.of(Roots.STAFF, ""));
        return People.own(ids, roots).flatMap(DoctorId::parse);
    }

    /** Where the patient is by this message; of a transfer, where it goes. */
    Word<String> department(Node event, List<Detail> warnings) {
        List<Node> places = new ArrayList<>();
        for (String name : List.of("location1", "location", "location2")) {
            places.addAll(event.children(name));
        }
        places.sort(Comparator.comparing(place -> !place.attribute("typeCode").equals("DST")));
        event.child("departedBy").ifPresent(places::add);
        return department(places, warnings);
    }

    /** Where a patient stays whose transfer was taken back. */
    Word<String> departmentBefore(Node event, List<Detail> warnings) {
        List<Node> places = new ArrayList<>(event.children("location2"));
        event.children("location").stream()
                .filter(place -> !place.attribute("typeCode").equals("DST"))
                .forEach(places::add);
        return department(places, warnings);
    }

    private Word<String> department(List<Node> places, List<Detail> warnings) {
        for (Node place : places) {
            List<String> said = saidOf(place);
            if (!said.isEmpty()) {
                if (!dialect.isDepartment(said)) {
                    unmapped.accept("department", said.getFirst());
                }
                return checked(
                        said.stream()
                                .filter(dialect.departments()::containsKey)
                                .map(dialect.departments()::get)
                                .findFirst()
                                .orElse(said.getFirst()),
                        warnings);
            }
        }
        return places.stream().anyMatch(Node::isWithdrawn) ? Word.withdrawn() : Word.absent();
    }

    /** The code of the department and its name, as far as they are there: whatever element has the id of a department. */
    private static List<String> saidOf(Node place) {
        if (place.isWithdrawn()) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        for (Node owner : Stream.concat(Stream.of(place), elements(place)).toList()) {
            boolean isDepartment = Stream.concat(
                            owner.children("id").stream(),
                            owner.children("id").stream().flatMap(id -> id.children("item").stream()))
                    .anyMatch(id -> id.attribute("root").equals(Roots.DEPARTMENT));
            if (isDepartment) {
                People.own(owner.ids(), List.of(Roots.DEPARTMENT)).ifPresent(said::add);
                owner.children("name").stream()
                        .map(Visits::title)
                        .filter(name -> !name.isEmpty())
                        .forEach(said::add);
            }
            if (!said.isEmpty()) {
                return said;
            }
        }
        return said;
    }

    private static Stream<Node> elements(Node node) {
        return node.children().stream().flatMap(child -> Stream.concat(Stream.of(child), elements(child)));
    }

    /** The name of something that is no person. */
    static String title(Node name) {
        return name.find("part").map(Node::value).orElseGet(name::value);
    }

    private static Word<String> checked(String department, List<Detail> warnings) {
        if (!DEPARTMENT.matcher(department).matches() || CitizenNumbers.isOne(department)) {
            warnings.add(new Detail(
                    Detail.BAD_VALUE, "location", "科室代码或名称最多 64 个字符。", "A department of at most 64 characters"));
            return Word.absent();
        }
        return Word.of(department);
    }

    Word<EncounterClass> encounterClass(Node event, List<Detail> warnings) {
        Optional<Node> code = event.child("code");
        List<String> said = code.map(it -> Stream.of(
                                it.attribute("code"),
                                it.child("displayName").map(Node::value).orElseGet(() -> it.attribute("displayName")))
                        .filter(text -> !text.isEmpty())
                        .toList())
                .orElse(List.of());
        Optional<EncounterClass> found = said.stream()
                .filter(dialect.classes()::containsKey)
                .map(dialect.classes()::get)
                .findFirst();
        if (found.isEmpty() && !said.isEmpty() && !CLASS_THAT_SAYS_NOTHING.contains(said.getFirst())) {
            unmapped.accept("class", said.getFirst());
            warnings.add(new Detail(
                    Detail.NOT_IN_TABLE,
                    "encounterEvent/code",
                    "就诊类别应为 1 门诊、2 急诊、3 住院，或接口配置中的代码。",
                    "1, 2 or 3 of 2.16.156.10011.2.3.1.271, or a class of the feed's dialect"));
        }
        return found.map(Word::of).orElseGet(Word::absent);
    }
}
