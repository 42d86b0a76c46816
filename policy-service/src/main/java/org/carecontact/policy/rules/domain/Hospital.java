package org.carecontact.policy.rules.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Ownership;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A hospital as its own policy document describes it.
 *
 * @param ownHoursNeeded whether a doctor who set no hours of their own is not asked at all
 * @param departments by code
 * @param links ways that work, by kind; FRONT_DESK or CLINIC_PHONE is always among them
 */
public record Hospital(
        String id,
        Wording name,
        InstitutionType type,
        Ownership ownership,
        ZoneId zone,
        boolean ownHoursNeeded,
        Map<String, Department> departments,
        Map<Remedy, String> links) {

    /**
     * A department.
     *
     * @param profile the department policy that holds for it; null when none does
     * @param offersContact whether it is open for contact where its profile would refuse it
     * @param links that differ from the hospital's
     */
    public record Department(
            String code, Wording name, @Nullable String profile, boolean offersContact, Map<Remedy, String> links) {}

    public Hospital {
        departments = Map.copyOf(departments);
        links = Map.copyOf(links);
        if (!links.containsKey(Remedy.FRONT_DESK) && !links.containsKey(Remedy.CLINIC_PHONE)) {
            throw new IllegalArgumentException(
                    "a refusal must always have somewhere to send people: give FRONT_DESK or CLINIC_PHONE");
        }
    }

    boolean has(String department) {
        return departments.containsKey(department);
    }

    boolean offers(@Nullable String department) {
        Department found = department == null ? null : departments.get(department);
        return found != null && found.offersContact();
    }

    /** Returns the link of an alternative in this department; null when there is none. */
    @Nullable
    String link(@Nullable String department, Remedy remedy) {
        Department found = department == null ? null : departments.get(department);
        String own = found == null ? null : found.links().get(remedy);
        return own != null ? own : links.get(remedy);
    }

    /** Returns when the hospital's next day begins. */
    Instant nextDay(Instant now) {
        return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }

    List<Remedy> fallback() {
        return links.containsKey(Remedy.FRONT_DESK) ? List.of(Remedy.FRONT_DESK) : List.of(Remedy.CLINIC_PHONE);
    }
}
