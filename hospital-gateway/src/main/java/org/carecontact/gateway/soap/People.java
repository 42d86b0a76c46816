package org.carecontact.gateway.soap;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.values.PersonNames;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.PatientId;

/** Reads {@code patient}: who a patient is and how to reach them. What identifies the person leaves it sealed. */
final class People {

    private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}[-/.].*");
    private static final Pattern ADDRESS = Pattern.compile("(?i)(mailto|https?|ftp|fax|x-text-fax):.*|.*@.*");
    /** HL7 V3 TelecommunicationAddressUse: somebody else's in an emergency, a pager, out of use. */
    private static final Set<String> NO_USE = Set.of("EC", "PG", "BAD");
    /** GB/T 4761: the patient's own self. */
    private static final Set<String> SELF = Set.of("0", "01", "02");
    /** GB/T 4761 (5 and 50 to 59 are parents and those in their place), and HL7 V3 RoleCode. */
    private static final Pattern GUARDIAN = Pattern.compile("5[0-9]?|GUARD|GRD|PRN|PAR|MTH|FTH");

    private static final Pattern GUARDIAN_IN_WORDS = Pattern.compile(".*(父|母|监护).*");

    private final String hospital;
    private final Dialect dialect;
    private final PersonalValues values;
    private final Births births;

    People(String hospital, Dialect dialect, PersonalValues values, Births births) {
        this.hospital = hospital;
        this.dialect = dialect;
        this.values = values;
        this.births = births;
    }

    /** The hospital's own id of a patient: of a preferred root, else of the standard's, else one without a root. */
    PatientId patient(Node patient, String place) throws Refusal {
        List<String> roots = new ArrayList<>(
                dialect.patient().authorities().stream().sorted().toList());
        roots.addAll(List.of(Roots.PATIENT, Roots.FORMER_PATIENT, ""));
        Optional<PatientId> found = own(patient.ids(), roots).flatMap(PatientId::parse);
        return found.orElseThrow(() -> Refusal.ofContent(
                Detail.UNKNOWN_KEY,
                place,
                "缺少本院患者标识（root " + Roots.PATIENT + "，1 至 64 个可打印字符，不得使用居民身份证号）。",
                "The hospital's own patient id with root " + Roots.PATIENT
                        + ", 1 to 64 printable characters, no citizen's number"));
    }

    /** The first usable id by the order of roots; a citizen's number is none, whatever its root. */
    static Optional<String> own(List<Node.Id> ids, List<String> roots) {
        return roots.stream()
                .flatMap(root -> ids.stream().filter(id -> id.root().equals(root)))
                .filter(id -> !id.root().equals(Roots.CITIZEN) && !id.withdrawn())
                .map(Node.Id::extension)
                .filter(id -> !CitizenNumbers.isOne(id))
                .findFirst();
    }

    PersonWords words(Node patient, PatientId id, Instant now, List<Detail> warnings) {
        Node person = patient.child("patientPerson").orElse(patient);
        return new PersonWords(
                named(person).map(name -> values.name(hospital, id, name)),
                born(person, id, now, warnings),
                own(patient, person, warnings)
                        .map(number -> values.number(hospital, PersonalValues.PATIENT, id, number)),
                guardians(patient, person, warnings)
                        .map(number -> values.number(hospital, PersonalValues.GUARDIAN, id, number)));
    }

    private static Word<String> named(Node person) {
        Optional<String> name = person.children("name").stream()
                .map(People::name)
                .flatMap(Optional::stream)
                .findFirst();
        if (name.isPresent()) {
            return Word.of(name.get());
        }
        return person.children("name").stream().anyMatch(Node::isWithdrawn) ? Word.withdrawn() : Word.absent();
    }

    /** A name as text, or of its parts; FAM and GIV are put together as they are said. */
    static Optional<String> name(Node name) {
        List<Node> parts = name.all("part");
        if (name.isWithdrawn() || parts.stream().anyMatch(Node::isWithdrawn)) {
            return Optional.empty();
        }
        if (parts.isEmpty()) {
            String family = name.child("family").map(Node::value).orElse("");
            String given = name.child("given").map(Node::value).orElse("");
            return PersonNames.of(family, given).or(() -> PersonNames.of(name.value(), ""));
        }
        String family = part(parts, "FAM");
        String given = part(parts, "GIV");
        return family.isEmpty() && given.isEmpty()
                ? PersonNames.of(parts.getFirst().value(), "")
                : PersonNames.of(family, given);
    }

    private static String part(List<Node> parts, String type) {
        return parts.stream()
                .filter(part -> part.attribute("type").equals(type))
                .map(Node::value)
                .findFirst()
                .orElse("");
    }

    private Word<Birth> born(Node person, PatientId id, Instant now, List<Detail> warnings) {
        Optional<Node> birthTime = person.child("birthTime");
        String born = birthTime.map(Node::value).orElse("");
        if (birthTime.filter(Node::isWithdrawn).isPresent()) {
            return Word.withdrawn();
        }
        if (born.isEmpty()) {
            return Word.absent();
        }
        Optional<LocalDate> date = Births.date(born, LocalDate.ofInstant(now, dialect.zone()));
        // A date as people write it is read, and said to be no date of HL7.
        if (date.isEmpty() || WRITTEN.matcher(born).matches()) {
            warnings.add(
                    new Detail(Detail.BAD_VALUE, "birthTime", "出生日期应为 YYYY[MM[DD]]。", "A birth date YYYY[MM[DD]]"));
        }
        return date.map(day -> Word.of(births.of(hospital, id, day, now))).orElseGet(Word::absent);
    }

    private static Word<String> own(Node patient, Node person, List<Detail> warnings) {
        List<Node> telecoms = new ArrayList<>(person.children("telecom"));
        if (person != patient) {
            telecoms.addAll(patient.children("telecom"));
        }
        return number(telecoms, "patientPerson/telecom", warnings);
    }

    /** A guardian or parent before anybody else; an employer's contact is not in these places. */
    private static Word<String> guardians(Node patient, Node person, List<Detail> warnings) {
        List<Node> kin = new ArrayList<>(person.children("personalRelationship"));
        kin.addAll(person.children("contactParty"));
        kin.addAll(patient.children("contactParty"));
        kin.removeIf(one -> SELF.contains(code(one)));
        kin.sort(Comparator.comparing(one -> !isGuardian(one)));
        Word<String> said = Word.absent();
        for (Node one : kin) {
            List<Node> telecoms = new ArrayList<>(one.children("telecom"));
            one.find("relationshipHolder1").ifPresent(holder -> telecoms.addAll(holder.children("telecom")));
            one.find("contactPerson").ifPresent(holder -> telecoms.addAll(holder.children("telecom")));
            Word<String> number = number(telecoms, one.name() + "/telecom", warnings);
            if (number instanceof Word.Given<String>) {
                return number;
            }
            if (number instanceof Word.Withdrawn<String>) {
                said = number;
            }
        }
        return said;
    }

    private static String code(Node kin) {
        return kin.child("code").map(code -> code.attribute("code")).orElse("");
    }

    private static boolean isGuardian(Node kin) {
        String words = kin.at("code", "displayName")
                .map(Node::value)
                .or(() -> kin.child("code").map(code -> code.attribute("displayName")))
                .orElse("");
        return GUARDIAN.matcher(code(kin)).matches()
                || GUARDIAN_IN_WORDS.matcher(words).matches();
    }

    private static Word<String> number(List<Node> telecoms, String place, List<Detail> warnings) {
        List<Node> items = new ArrayList<>();
        for (Node telecom : telecoms) {
            List<Node> inside = telecom.children("item");
            items.addAll(inside.isEmpty() ? List.of(telecom) : inside);
        }
        boolean withdrawn =
                telecoms.stream().anyMatch(Node::isWithdrawn) || items.stream().anyMatch(Node::isWithdrawn);
        items.removeIf(item -> item.value().isEmpty() || item.isWithdrawn());
        items.sort(Comparator.comparing(item -> !item.attribute("use").contains("MC")));
        Optional<String> usable = items.stream()
                .filter(item ->
                        List.of(item.attribute("use").split("\\s+")).stream().noneMatch(NO_USE::contains))
                .map(Node::value)
                .filter(value -> !ADDRESS.matcher(value).matches())
                .map(MobileNumbers::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (usable.isPresent()) {
            return Word.of(usable.get());
        }
        if (items.stream().anyMatch(item -> !ADDRESS.matcher(item.value()).matches())) {
            warnings.add(new Detail(
                    Detail.BAD_VALUE,
                    place,
                    "不是可接收短信的手机号码，应如 tel:13800000000。",
                    "A mobile number that takes an SMS, as tel:13800000000"));
        }
        return withdrawn ? Word.withdrawn() : Word.absent();
    }
}
