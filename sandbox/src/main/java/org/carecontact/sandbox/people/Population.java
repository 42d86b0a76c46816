package org.carecontact.sandbox.people;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.sandbox.people.Hospital.Department;
import org.jspecify.annotations.Nullable;

/**
 * Three made-up hospitals, one per institution type, and everybody there. The same seed and year give the same people;
 * nobody is stored, a patient is made from their number whenever asked for.
 */
// Longer than 300 lines: one seed draws all people of the three hospitals in one order.
public final class Population {

    /** The seed of every installation's people; a day's own seed only decides what they do. */
    public static final long SEED = 20_240_501;

    private static final int PATIENTS = 9_000;
    private static final int STAFF = 3;
    private static final Pattern USER = Pattern.compile("([a-z0-9-]{2,24})\\.([pfdsvh])([0-9]{1,6})");
    private static final Person OPERATOR =
            new Person("operator", "installation", Person.Role.OPERATOR, "operator", null, null, null);

    private static final String[] FAMILY_NAMES = {
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋",
        "郑", "谢", "韩", "唐", "冯", "于", "董", "萧"
    };
    private static final String[] GIVEN_NAMES = {
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英",
        "文", "建华", "玉兰", "志强", "晓东", "雪梅", "海燕", "国庆", "子涵", "一诺", "思远", "雨桐", "嘉怡", "浩然", "梓萱", "俊熙"
    };

    private final long seed;
    private final int year;
    private final List<Hospital> hospitals;

    public Population(long seed, Year year) {
        this.seed = seed;
        this.year = year.getValue();
        this.hospitals = List.of(
                hospital(
                        1,
                        "tongren",
                        "同仁示范医院",
                        "Tongren Model Hospital",
                        InstitutionType.PUBLIC_TERTIARY,
                        3,
                        new Department("cardiology", "心内科", "Cardiology"),
                        new Department("orthopedics", "骨科", "Orthopedics"),
                        new Department("pediatrics", "儿科", "Pediatrics"),
                        new Department("endocrinology", "内分泌科", "Endocrinology")),
                hospital(
                        2,
                        "meiyan",
                        "美颜专科医院",
                        "Meiyan Specialty Hospital",
                        InstitutionType.PRIVATE_SPECIALTY,
                        3,
                        new Department("plastic-surgery", "整形外科", "Plastic surgery"),
                        new Department("dermatology", "皮肤科", "Dermatology"),
                        new Department("dental", "口腔科", "Dental clinic")),
                hospital(
                        3,
                        "yunyi",
                        "云医互联网医院",
                        "Yunyi Internet Hospital",
                        InstitutionType.INTERNET,
                        4,
                        new Department("online-general", "线上全科", "Online general practice"),
                        new Department("online-chronic", "线上慢病", "Online chronic care")));
    }

    /** The people of an installation, with the ages they have this year. */
    public static Population standard() {
        return new Population(SEED, Year.now(ZoneId.of("Asia/Shanghai")));
    }

    public List<Hospital> hospitals() {
        return hospitals;
    }

    public Hospital hospital(String id) {
        return hospitals.stream()
                .filter(hospital -> hospital.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no hospital is called " + id));
    }

    /** The patient with this number, from 1 to {@link Hospital#patients}. */
    public Patient patient(String hospitalId, int number) {
        Hospital hospital = hospital(hospitalId);
        if (number < 1 || number > hospital.patients()) {
            throw new IllegalArgumentException("no patient has the number " + number);
        }
        SplittableRandom random = random(hospital.number(), 'p', number);
        int kind = random.nextInt(100);
        int age = kind < 8 ? 1 + random.nextInt(11) : kind < 12 ? 15 + random.nextInt(2) : 20 + random.nextInt(66);
        LocalDate born = LocalDate.of(year - age, 1, 1).plusDays(random.nextInt(28));
        String familyName = pick(random, FAMILY_NAMES);
        String relation = age < 18 ? "PARENT" : age > 60 ? "CHILD" : "SPOUSE";
        Patient.Family family = new Patient.Family(
                "F%06d".formatted(number),
                "%s.f%06d".formatted(hospitalId, number),
                (relation.equals("SPOUSE") ? pick(random, FAMILY_NAMES) : familyName) + pick(random, GIVEN_NAMES),
                relation,
                authority(age, number),
                mobile(hospital.number(), 1, number));
        return new Patient(
                hospitalId,
                "P%06d".formatted(number),
                "%s.p%06d".formatted(hospitalId, number),
                familyName + pick(random, GIVEN_NAMES),
                born,
                age,
                mobile(hospital.number(), 0, number),
                family);
    }

    public List<Person> staff(String hospital) {
        return numbered(hospital, 's', STAFF);
    }

    public Person supervisor(String hospital) {
        return numbered(hospital, 'v', 1).getFirst();
    }

    public Person operator() {
        return OPERATOR;
    }

    public Person person(Patient patient) {
        return find(patient.user()).orElseThrow();
    }

    public Person person(Patient.Family family) {
        return find(family.user()).orElseThrow();
    }

    public Person person(Doctor doctor) {
        return find(doctor.user()).orElseThrow();
    }

    /** Returns the person who logs in with this name; empty when nobody does. */
    public Optional<Person> find(String user) {
        if (user.equals(OPERATOR.user())) {
            return Optional.of(OPERATOR);
        }
        Matcher matcher = USER.matcher(user);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(3));
        return hospitals.stream()
                .filter(hospital -> hospital.id().equals(matcher.group(1)))
                .findFirst()
                .flatMap(hospital -> find(hospital, matcher.group(2).charAt(0), number))
                .filter(person -> person.user().equals(user));
    }

    /** Returns a few of each kind, for people who try things out. */
    public List<Person> samples() {
        List<Person> samples = new ArrayList<>();
        for (Hospital hospital : hospitals) {
            for (int number = 1; number <= 3; number++) {
                samples.add(person(patient(hospital.id(), number)));
            }
            samples.add(person(patient(hospital.id(), 1).family()));
            firstChild(hospital).ifPresent(child -> {
                samples.add(person(child));
                samples.add(person(child.family()));
            });
            hospital.doctors().forEach(doctor -> samples.add(person(doctor)));
            samples.addAll(staff(hospital.id()));
            samples.add(supervisor(hospital.id()));
            samples.addAll(numbered(hospital.id(), 'h', 1));
        }
        samples.add(OPERATOR);
        return samples.stream().distinct().toList();
    }

    private Optional<Patient> firstChild(Hospital hospital) {
        for (int number = 1; number <= hospital.patients(); number++) {
            Patient patient = patient(hospital.id(), number);
            if (patient.needsGuardian()) {
                return Optional.of(patient);
            }
        }
        return Optional.empty();
    }

    private Optional<Person> find(Hospital hospital, char kind, int number) {
        int known = switch (kind) {
            case 'p', 'f' -> hospital.patients();
            case 'd' -> hospital.doctors().size();
            case 's' -> STAFF;
            default -> 1;
        };
        if (number < 1 || number > known) {
            return Optional.empty();
        }
        String id = hospital.id();
        return Optional.of(
                switch (kind) {
                    case 'p' -> {
                        Patient patient = patient(id, number);
                        yield new Person(
                                patient.user(), id, Person.Role.PATIENT, patient.id(), patient.id(), null, null);
                    }
                    case 'f' -> {
                        Patient patient = patient(id, number);
                        Patient.Family family = patient.family();
                        yield new Person(
                                family.user(),
                                id,
                                Person.Role.FAMILY,
                                family.id(),
                                patient.id(),
                                family.relation(),
                                family.authority());
                    }
                    case 'd' -> {
                        Doctor doctor = hospital.doctors().get(number - 1);
                        yield new Person(doctor.user(), id, Person.Role.DOCTOR, doctor.id(), null, null, null);
                    }
                    case 's' ->
                        new Person(
                                "%s.s%02d".formatted(id, number),
                                id,
                                Person.Role.STAFF,
                                "S%02d".formatted(number),
                                null,
                                null,
                                null);
                    case 'h' ->
                        new Person(
                                "%s.h%02d".formatted(id, number),
                                id,
                                Person.Role.SYSTEM,
                                "HIS%02d".formatted(number),
                                null,
                                null,
                                null);
                    default ->
                        new Person(
                                "%s.v%02d".formatted(id, number),
                                id,
                                Person.Role.SUPERVISOR,
                                "V%02d".formatted(number),
                                null,
                                null,
                                null);
                });
    }

    private List<Person> numbered(String hospital, char kind, int count) {
        List<Person> all = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            all.add(find(hospital(hospital), kind, number).orElseThrow());
        }
        return all;
    }

    private Hospital hospital(
            int number,
            String id,
            String name,
            String englishName,
            InstitutionType type,
            int doctorsEach,
            Department... departments) {
        List<Doctor> doctors = new ArrayList<>();
        for (Department department : departments) {
            for (int i = 0; i < doctorsEach; i++) {
                int place = doctors.size() + 1;
                SplittableRandom random = random(number, 'd', place);
                doctors.add(new Doctor(
                        id,
                        "D%04d".formatted(place),
                        "%s.d%04d".formatted(id, place),
                        department.code(),
                        pick(random, FAMILY_NAMES) + pick(random, GIVEN_NAMES),
                        mobile(number, 2, place),
                        "%s-d%04d".formatted(id, place)));
            }
        }
        return new Hospital(id, number, name, englishName, type, List.of(departments), List.copyOf(doctors), PATIENTS);
    }

    /** A minor's parent is their guardian; half of the adults' relatives have a written authorization. */
    private static @Nullable String authority(int age, int number) {
        if (age < 18) {
            return "LEGAL_GUARDIAN";
        }
        return number % 2 == 0 ? "WRITTEN_AUTHORIZATION" : null;
    }

    /** 140 numbers belong to machines: no person is called by accident. */
    private static String mobile(int hospital, int kind, int number) {
        return "140%d%d%06d".formatted(hospital, kind, number);
    }

    private SplittableRandom random(int hospital, char kind, int number) {
        return new SplittableRandom(seed * 31 + hospital * 1_000_003L + kind * 7_919L + number * 104_729L);
    }

    private static String pick(SplittableRandom random, String[] names) {
        return names[random.nextInt(names.length)];
    }
}
