package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;

/** A doctor of a visit, and the hospital's time of the first message that named this doctor. */
public record Named(DoctorId doctor, Instant since) {

    private static final Comparator<Named> IN_TIME = Comparator.comparing(Named::since)
            .thenComparing(named -> named.doctor().value());

    /** The doctors with one more message counted, in the same order whichever message came first. */
    static List<Named> and(List<Named> before, Named named) {
        List<Named> all = new ArrayList<>();
        Named earliest = named;
        for (Named one : before) {
            if (!one.doctor().equals(named.doctor())) {
                all.add(one);
            } else if (one.since().isBefore(earliest.since())) {
                earliest = one;
            }
        }
        all.add(earliest);
        all.sort(IN_TIME);
        return List.copyOf(all);
    }
}
