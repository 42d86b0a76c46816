package org.carecontact.sandbox.people;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.carecontact.sandbox.hospitals.SampleFolders;
import org.carecontact.sandbox.people.Hospital.Department;
import org.jspecify.annotations.Nullable;

/**
 * Everybody at the sample hospitals, and at those that were added. The same seed and year give the same people; nobody is
 * stored, a patient is made from their number whenever asked for.
 */
// Longer than 300 lines: one seed draws all people of all hospitals in one order.
public final class Population {

    /** The seed of every installation's people; a day's own seed only decides what they do. */
    public static final long SEED = 20_240_501;

    private static final int PATIENTS = 9_000;
    private static final int STAFF = 3;
    private static final int SUPERVISORS = 2;
    private static final int SYSTEMS = 1;
    private static final String CHINA = "+86";
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
    private final @Nullable Path folder;

    public Population(long seed, Year year) {
        this(seed, year, null);
    }

    private Population(long seed, Year year, @Nullable Path folder) {
        this.seed = seed;
        this.year = year.getValue();
        this.folder = folder;
        List<Hospital> samples = new ArrayList<>();
        for (Sample sample : Sample.all()) {
            HospitalDescription described =
                    HospitalDescription.read(SampleFolders.all().resolve(sample.id()));
            samples.add(hospital(samples.size() + 1, described, sample.type(), sample.doctors()));
        }
        this.hospitals = List.copyOf(samples);
    }

    /**
     * The people of an installation, with the ages they have this year.
     *
     * @param folder with the folders of an installation's hospitals; null for the samples alone
     */
    public static Population with(@Nullable Path folder) {
        return new Population(SEED, Year.now(ZoneId.of("Asia/Shanghai")), folder);
    }

    /** The sample hospitals. */
    public List<Hospital> hospitals() {
        return hospitals;
    }

    public Hospital hospital(String id) {
        return known(id).orElseThrow(() -> new IllegalArgumentException("no hospital is called " + id));
    }

    private Optional<Hospital> known(String id) {
        return hospitals.stream()
                .filter(hospital -> hospital.id().equals(id))
                .findFirst()
                .or(() -> added(id));
    }

    /** A hospital that was added, or is about to be, with one doctor in each department. */
    private Optional<Hospital> added(String id) {
        Path of = folder == null ? null : HospitalFiles.folder(folder, id);
        if (of == null) {
            return Optional.empty();
        }
        try {
            HospitalDescription described = HospitalDescription.read(of);
            Map<String, Integer> doctors = new LinkedHashMap<>();
            described
                    .departments()
                    .forEach(department -> doctors.put(department.code().value(), 1));
            return described.id().equals(id)
                    ? Optional.of(hospital(
                            hospitals.size() + 1 + Math.floorMod(id.hashCode(), 9 - hospitals.size()),
                            described,
                            InstitutionType.PUBLIC_TERTIARY,
                            doctors))
                    : Optional.empty();
        } catch (FolderRefused _) {
            return Optional.empty();
        }
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

    /** One publishes what another activates. */
    public List<Person> supervisors(String hospital) {
        return numbered(hospital, 'v', SUPERVISORS);
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
        return known(matcher.group(1))
                .flatMap(hospital -> find(hospital, matcher.group(2).charAt(0), number))
                .filter(person -> person.user().equals(user));
    }

    /** Returns a few of each kind, for people who try things out, and the operator. */
    public List<Person> samples() {
        List<Person> samples = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        hospitals.forEach(hospital -> ids.add(hospital.id()));
        if (folder != null) {
            ids.addAll(HospitalFiles.ids(folder));
        }
        ids.forEach(id -> samples.addAll(samples(id)));
        samples.add(OPERATOR);
        return samples.stream().distinct().toList();
    }

    /** Returns a few of each kind at one hospital; nobody where there is no such hospital. */
    public List<Person> samples(String id) {
        List<Person> samples = new ArrayList<>();
        known(id).ifPresent(hospital -> {
            for (int number = 1; number <= 3; number++) {
                samples.add(person(patient(id, number)));
            }
            samples.add(person(patient(id, 1).family()));
            firstChild(hospital).ifPresent(child -> {
                samples.add(person(child));
                samples.add(person(child.family()));
            });
            hospital.doctors().forEach(doctor -> samples.add(person(doctor)));
            samples.addAll(staff(id));
            samples.addAll(supervisors(id));
            samples.addAll(numbered(id, 'h', SYSTEMS));
        });
        return samples.stream().distinct().toList();
    }

    /** Returns the names of the patients, relatives and doctors among the samples by their numbers (E.164). */
    public Map<String, String> phones() {
        Map<String, String> phones = new LinkedHashMap<>();
        for (Hospital hospital : hospitals) {
            hospital.doctors().forEach(doctor -> phones.put(CHINA + doctor.mobile(), doctor.name()));
            List<Patient> patients = new ArrayList<>();
            firstChild(hospital).ifPresent(patients::add);
            for (int number = 3; number >= 1; number--) {
                patients.add(patient(hospital.id(), number));
            }
            patients.forEach(patient -> {
                phones.put(CHINA + patient.family().mobile(), patient.family().name());
                phones.put(CHINA + patient.mobile(), patient.name());
            });
        }
        return phones;
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
            case 'h' -> SYSTEMS;
            default -> SUPERVISORS;
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
            int number, HospitalDescription described, InstitutionType type, Map<String, Integer> doctorsEach) {
        String id = described.id();
        List<Department> departments = described.departments().stream()
                .filter(department -> doctorsEach.containsKey(department.code().value()))
                .map(department -> new Department(
                        department.code().value(),
                        department.name().zh(),
                        department.name().en()))
                .toList();
        List<Doctor> doctors = new ArrayList<>();
        for (Department department : departments) {
            for (int i = 0; i < doctorsEach.getOrDefault(department.code(), 0); i++) {
                int place = doctors.size() + 1;
                SplittableRandom random = random(number, 'd', place);
                doctors.add(new Doctor(
                        id,
                        "D%04d".formatted(place),
                        "%s.d%04d".formatted(id, place),
                        department.code(),
                        pick(random, FAMILY_NAMES) + pick(random, GIVEN_NAMES),
                        mobile(number, 2, place)));
            }
        }
        return new Hospital(
                id,
                number,
                described.name().zh(),
                described.name().en(),
                type,
                departments,
                List.copyOf(doctors),
                PATIENTS);
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
