package org.carecontact.kernel.hospitals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.schemas.ids.DepartmentId;
import org.jspecify.annotations.Nullable;

/**
 * A hospital as {@code hospital.yml} and {@code departments.yml} of its folder describe it.
 *
 * @param id part of its topics, and the claim {@code hospital} of its people's tokens
 * @param zone where its days begin
 */
public record HospitalDescription(String id, Name name, ZoneId zone, Quotas quotas, List<Department> departments) {

    public static final String HOSPITAL = "hospital.yml";
    public static final String DEPARTMENTS = "departments.yml";

    /** Where a hospital's days begin that does not say it. */
    public static final ZoneId COUNTRY = ZoneId.of("Asia/Shanghai");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,23}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{2,22}");
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DEPARTMENTS = 2_000;

    /** What people call it, in both languages. */
    public record Name(String zh, String en) {}

    /**
     * A department.
     *
     * @param code as it stands in the hospital's messages once its dialects have translated it
     * @param phone its public number, as people write it; null for none
     */
    public record Department(
            DepartmentId code, Name name, @Nullable String phone) {}

    public HospitalDescription {
        departments = List.copyOf(departments);
    }

    /** A hospital that limits nothing. */
    public HospitalDescription(String id, Name name, List<Department> departments) {
        this(id, name, COUNTRY, Quotas.NONE, departments);
    }

    /** Whether a text can be the id of a hospital: 2 to 24 of a-z, 0-9 and -, the first no -. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Reads both files of a folder; the second may be missing.
     *
     * @throws FolderRefused with everything that is wrong
     */
    public static HospitalDescription read(Path folder) {
        @Nullable String hospital = text(folder, HOSPITAL);
        if (hospital == null) {
            throw new FolderRefused(HOSPITAL + ", line 1, column 1: the file is missing; it says id and name");
        }
        return of(HOSPITAL, hospital, DEPARTMENTS, text(folder, DEPARTMENTS));
    }

    /**
     * Reads the texts of both files.
     *
     * @param file the name that messages give the first
     * @param departmentsFile the name that messages give the second
     * @param departments null for none
     * @throws FolderRefused with everything that is wrong
     */
    public static HospitalDescription of(
            String file, String hospital, String departmentsFile, @Nullable String departments) {
        List<String> problems = new ArrayList<>();
        String id = "";
        Name name = new Name("", "");
        ZoneId zone = COUNTRY;
        Quotas quotas = Quotas.NONE;
        try {
            FolderEntry root = FolderEntry.root(file, hospital);
            Map<String, FolderEntry> fields = root.fields("id", "name", "zone", "quotas");
            @Nullable FolderEntry limits = fields.get("quotas");
            quotas = limits == null ? Quotas.NONE : Quotas.read(limits, problems);
            @Nullable FolderEntry place = fields.get("zone");
            zone = place == null ? COUNTRY : zone(place);
            id = id(root.need(fields, "id"));
            name = name(root.need(fields, "name"));
        } catch (FolderRefused e) {
            problems.addAll(e.problems());
        }
        List<Department> all = List.of();
        try {
            all = departments == null ? List.of() : departments(departmentsFile, departments);
        } catch (FolderRefused e) {
            problems.addAll(e.problems());
        }
        if (!problems.isEmpty()) {
            throw FolderRefused.of(problems);
        }
        return new HospitalDescription(id, name, zone, quotas, all);
    }

    /**
     * Reads a list of departments.
     *
     * @param file the name that messages give it
     * @throws FolderRefused with everything that is wrong
     */
    public static List<Department> departments(String file, String text) {
        FolderEntry root = FolderEntry.root(file, text);
        List<FolderEntry> entries = root.list();
        if (entries.size() > MOST_DEPARTMENTS) {
            throw root.refused(entries.size() + " departments, at most " + MOST_DEPARTMENTS);
        }
        List<String> problems = new ArrayList<>();
        List<Department> departments = new ArrayList<>();
        Set<DepartmentId> codes = new HashSet<>();
        for (FolderEntry entry : entries) {
            try {
                Department department = department(entry);
                if (!codes.add(department.code())) {
                    throw entry.refused("the department '" + department.code() + "' is given twice");
                }
                departments.add(department);
            } catch (FolderRefused e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw FolderRefused.of(problems);
        }
        return departments;
    }

    private static Department department(FolderEntry entry) {
        Map<String, FolderEntry> fields = entry.fields("code", "name", "phone");
        FolderEntry code = entry.need(fields, "code");
        @Nullable FolderEntry phone = fields.get("phone");
        return new Department(
                DepartmentId.parse(code.text())
                        .orElseThrow(() -> code.refused("'" + code.text() + "' is no code of a department: at most 64"
                                + " printable characters, no spaces at its ends")),
                name(entry.need(fields, "name")),
                phone == null ? null : phone(phone));
    }

    private static String id(FolderEntry entry) {
        if (!isId(entry.text())) {
            throw entry.refused("'" + entry.text()
                    + "' is not of the form tongren: 2 to 24 of a-z, 0-9 and -, the first a letter or a digit");
        }
        return entry.text();
    }

    private static ZoneId zone(FolderEntry entry) {
        try {
            return ZoneId.of(entry.text());
        } catch (DateTimeException e) {
            throw entry.refused("'" + entry.text() + "' is not a time zone as Asia/Shanghai");
        }
    }

    private static Name name(FolderEntry entry) {
        Map<String, FolderEntry> fields = entry.fields("zh", "en");
        return new Name(shortText(entry.need(fields, "zh")), shortText(entry.need(fields, "en")));
    }

    private static String shortText(FolderEntry entry) {
        if (entry.text().length() > LONGEST_NAME) {
            throw entry.refused("a name has at most " + LONGEST_NAME + " characters");
        }
        return entry.text().strip();
    }

    private static String phone(FolderEntry entry) {
        String phone = entry.text();
        if (!PHONE.matcher(phone).matches()
                || phone.chars().filter(Character::isDigit).count() > MOST_DIGITS) {
            throw entry.refused("'" + phone + "' is no telephone number as \"+86 10 8001 0010\"");
        }
        return phone;
    }

    private static @Nullable String text(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : null;
        } catch (MalformedInputException _) {
            throw new FolderRefused(name + ", line 1, column 1: the file is written in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
