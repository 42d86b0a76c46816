package org.carecontact.gateway.dialects;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;

/**
 * How one feed speaks; whatever the file leaves out is the tolerant default. What only HL7 v2 has, the others leave alone.
 *
 * @param facilities who may send, as MSH-4 names them; empty for the hospital's id, ANY for everybody
 * @param versions of HL7 as MSH-12 names them; empty for each 2.x
 * @param processing MSH-11
 * @param zone of times where neither they nor MSH-7 have an offset
 * @param charset of messages without MSH-18
 * @param charsets further names that MSH-18 may have
 * @param patient which identifier in PID-3 is the patient's
 * @param doctor which identifier in PV1-7 is the doctor's
 * @param visitsPerPatient whether a visit number is unique for each patient only
 * @param departments the hospital's department by its code or name in PV1; what is missing is taken as it is
 * @param classes by PV1-18 or PV1-2
 * @param appointments what takes a doctor's time, by SCH-8, SCH-7 or AIS-3; what is missing is a clinic
 * @param notUsed trigger events that are acknowledged and not read
 * @param refusesOthers whether what nobody reads is refused instead of acknowledged
 * @param finishedBy events that end a visit, as A03 or ORU^R01
 * @param finishedAfter when an outpatient visit counts as finished that no message ends
 * @param answersWithoutStore whether AE is said while the store is away; else the line is closed without an answer
 * @param actions of WS/T 846: the service by what this bus calls it, as S0026
 * @param columns of CSV: our name of a column by the hospital's
 * @param listed the codes of the hospital's own list of departments
 */
public record Dialect(
        Door door,
        Set<String> facilities,
        Set<String> versions,
        Set<String> processing,
        ZoneId zone,
        Charset charset,
        Map<String, Charset> charsets,
        Identifiers patient,
        Identifiers doctor,
        boolean visitsPerPatient,
        Map<String, String> departments,
        Map<String, EncounterClass> classes,
        Map<String, SlotKind> appointments,
        Set<String> notUsed,
        boolean refusesOthers,
        Set<String> finishedBy,
        FinishedAfter finishedAfter,
        boolean answersWithoutStore,
        Map<String, String> actions,
        Map<String, String> columns,
        Set<String> listed) {

    static final String ANY = "any";

    /** HL7 table 0004, and VR for a visit online; P, C, N and U say nothing that matters here. */
    static final Map<String, EncounterClass> CLASSES = Map.of(
            "O", EncounterClass.AMB,
            "R", EncounterClass.AMB,
            "I", EncounterClass.IMP,
            "B", EncounterClass.IMP,
            "E", EncounterClass.EMER,
            "V", EncounterClass.VR,
            "VR", EncounterClass.VR);

    /** Words that mean the same at each hospital. */
    static final Map<String, SlotKind> APPOINTMENTS = Map.of(
            "门诊", SlotKind.CLINIC,
            "CLINIC", SlotKind.CLINIC,
            "手术", SlotKind.SURGERY,
            "SURGERY", SlotKind.SURGERY,
            "查房", SlotKind.ROUND,
            "ROUND", SlotKind.ROUND,
            "停诊", SlotKind.ABSENCE,
            "休假", SlotKind.ABSENCE,
            "ABSENCE", SlotKind.ABSENCE);

    /**
     * Which of several identifiers is meant.
     *
     * @param types of HL7 table 0203, the best first; the empty text stands for one without a type
     * @param authorities preferred ones, as the fourth (patient) or ninth (doctor) component names them
     */
    public record Identifiers(List<String> types, Set<String> authorities) {

        public Identifiers {
            types = List.copyOf(types);
            authorities = Set.copyOf(authorities);
        }
    }

    public Dialect {
        facilities = Set.copyOf(facilities);
        versions = Set.copyOf(versions);
        processing = Set.copyOf(processing);
        charsets = Map.copyOf(charsets);
        departments = Map.copyOf(departments);
        Map<String, EncounterClass> all = new HashMap<>(CLASSES);
        all.putAll(classes);
        classes = Map.copyOf(all);
        Map<String, SlotKind> kinds = new HashMap<>(APPOINTMENTS);
        kinds.putAll(appointments);
        appointments = Map.copyOf(kinds);
        notUsed = Set.copyOf(notUsed);
        finishedBy = Set.copyOf(finishedBy);
        actions = Map.copyOf(actions);
        columns = Map.copyOf(columns);
        listed = Set.copyOf(listed);
    }

    /** What holds where the file says nothing. */
    public static Dialect tolerant(Door door) {
        return new Dialect(
                door,
                Set.of(),
                Set.of(),
                Set.of("P"),
                ZoneId.of("Asia/Shanghai"),
                StandardCharsets.UTF_8,
                Map.of(),
                new Identifiers(List.of("PI", "MR", "PT", "PN", ""), Set.of()),
                new Identifiers(List.of("EI", "", "EN", "PRN", "LR"), Set.of()),
                false,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                false,
                Set.of("A03"),
                FinishedAfter.NEVER,
                false,
                Map.of(),
                Map.of(),
                Set.of());
    }

    /**
     * Whether a department is one that the file names, by a code or as the hospital's own, or the hospital's list; any is
     * when both name none.
     */
    public boolean isDepartment(String said) {
        return (departments.isEmpty() && listed.isEmpty())
                || departments.containsKey(said)
                || departments.containsValue(said)
                || listed.contains(said);
    }

    /** Whether the department is known that is taken of these: the first that the file maps, else the first. */
    public boolean isDepartment(List<String> said) {
        return said.stream().anyMatch(departments::containsKey) || isDepartment(said.getFirst());
    }

    /** The facilities that may send for a hospital, for people to read. */
    public String sendersFor(String hospital) {
        return facilities.isEmpty() ? hospital : String.join(" or ", facilities);
    }

    /** Whether a facility may send for a hospital. */
    public boolean mayBeSentBy(String facility, String hospital) {
        return facilities.isEmpty()
                ? facility.equalsIgnoreCase(hospital)
                : facilities.contains(ANY) || facilities.stream().anyMatch(facility::equalsIgnoreCase);
    }
}
