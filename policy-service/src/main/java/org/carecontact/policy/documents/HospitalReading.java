package org.carecontact.policy.documents;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Ownership;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.schemas.ids.DoctorId;

/** Reads the part of a document that describes a hospital. */
final class HospitalReading {

    private static final String LINK = "(https://|tel:)\\S+";
    private static final String HOSPITAL = "[a-z0-9-]{2,24}";

    private HospitalReading() {}

    static Hospital of(Entry entry) {
        Map<String, Entry> fields = entry.fields(
                "id", "name", "type", "ownership", "zone", "ownHoursNeeded", "alternatives", "departments");
        Ownership ownership = entry.need(fields, "ownership").one(Ownership.class);
        InstitutionType type = Entry.optional(fields.get("type"), one -> one.one(InstitutionType.class));
        Map<String, Hospital.Department> departments = new LinkedHashMap<>();
        for (Entry one : entry.need(fields, "departments").oneOrMore()) {
            Hospital.Department department = department(one);
            if (departments.put(department.code(), department) != null) {
                throw one.refused("the department '" + department.code() + "' is given twice");
            }
        }
        return entry.build(_ -> new Hospital(
                hospitalId(entry.need(fields, "id")),
                entry.need(fields, "name").wording(),
                type == null ? ownership.fallback() : type,
                ownership,
                zone(entry.need(fields, "zone")),
                fields.containsKey("ownHoursNeeded")
                        && entry.need(fields, "ownHoursNeeded").flag(),
                departments,
                links(entry.need(fields, "alternatives"))));
    }

    private static Hospital.Department department(Entry entry) {
        Map<String, Entry> fields = entry.fields("code", "name", "profile", "offersContact", "alternatives");
        Entry offers = fields.get("offersContact");
        Entry links = fields.get("alternatives");
        return new Hospital.Department(
                departmentCode(entry.need(fields, "code")),
                entry.need(fields, "name").wording(),
                Entry.optional(fields.get("profile"), Entry::code),
                offers != null && offers.flag(),
                links == null ? Map.of() : links(links));
    }

    private static Map<Remedy, String> links(Entry entry) {
        Map<Remedy, String> links = new EnumMap<>(Remedy.class);
        entry.map().forEach((kind, link) -> {
            Remedy remedy = List.of(Remedy.values()).stream()
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> link.refusedKey(
                            "unknown kind of alternative '" + kind + "', known: " + List.of(Remedy.values())));
            if (!link.text().matches(LINK)) {
                throw link.refused("an alternative must work for people: a link with https: or a number with tel:");
            }
            links.put(remedy, link.text());
        });
        return links;
    }

    private static String hospitalId(Entry entry) {
        if (!entry.text().matches(HOSPITAL)) {
            throw entry.refused("'" + entry.text() + "' is not the id of a hospital");
        }
        return entry.text();
    }

    private static ZoneId zone(Entry entry) {
        try {
            return ZoneId.of(entry.text());
        } catch (DateTimeException e) {
            throw entry.refused("'" + entry.text() + "' is not a time zone as Asia/Shanghai");
        }
    }

    /** Returns the hospital's own code of a department, as it stands in the hospital's messages. */
    private static String departmentCode(Entry entry) {
        String code = entry.text();
        if (DoctorId.parse(code).isEmpty()) { // one alphabet for all that hospitals number
            throw entry.refused(
                    "'" + code + "' is no department code: at most 64 printable characters, no spaces at its ends");
        }
        return code;
    }
}
