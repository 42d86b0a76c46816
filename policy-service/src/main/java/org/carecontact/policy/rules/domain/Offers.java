package org.carecontact.policy.rules.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.carecontact.policy.rules.domain.Assessment.Alternative;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.jspecify.annotations.Nullable;

/** Collects the alternatives to the contact that was asked for. */
final class Offers {

    private static final Alternative HEALTH_HOTLINE = new Alternative(Remedy.FRONT_DESK, "tel:12320");

    private final @Nullable Hospital hospital;
    private final @Nullable String department;
    private @Nullable EnumSet<Remedy> offered;

    Offers(@Nullable Hospital hospital, @Nullable String department) {
        this.hospital = hospital;
        this.department = department;
    }

    /** Keeps the alternatives that help against this reason too; rules that name none leave it to the others. */
    void add(List<Remedy> remedies) {
        if (remedies.isEmpty()) {
            return;
        }
        EnumSet<Remedy> set = EnumSet.copyOf(remedies);
        if (offered != null) {
            set.retainAll(offered);
        }
        offered = set;
    }

    /** Returns an alternative that has a link at this hospital; null when there is none. */
    @Nullable
    Alternative one(@Nullable Remedy remedy) {
        String link = remedy == null || hospital == null ? null : hospital.link(department, remedy);
        return remedy == null || link == null ? null : new Alternative(remedy, link);
    }

    /** Returns only alternatives that have a link, and at least one whatever the rules say. */
    List<Alternative> all(boolean denied) {
        if (hospital == null) {
            return List.of(HEALTH_HOTLINE);
        }
        Set<Remedy> wanted = denied
                ? offered == null ? EnumSet.noneOf(Remedy.class) : offered
                : EnumSet.complementOf(EnumSet.of(Remedy.WECOM)); // should the doctor refuse: all that need no doctor
        List<Alternative> usable = linked(hospital, wanted);
        return usable.isEmpty() ? linked(hospital, hospital.fallback()) : usable;
    }

    private List<Alternative> linked(Hospital at, Iterable<Remedy> remedies) {
        List<Alternative> linked = new ArrayList<>();
        for (Remedy remedy : remedies) {
            String link = at.link(department, remedy);
            if (link != null) {
                linked.add(new Alternative(remedy, link));
            }
        }
        return linked;
    }
}
