package org.carecontact.request.pairs.domain;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One of the places that a quota has: as long as a pair holds it, no other pair can.
 *
 * @param span the day or month that it belongs to, in ISO 8601; empty for one that is held for as long as it lasts
 * @param which from 1
 * @param request the number of the pair's request that took it
 */
public record Slot(Kind kind, String span, int which, int request) {

    /** Whose places they are and what takes one. */
    public enum Kind {
        /** A request of the patient that is neither granted nor over. */
        PATIENT_OPEN(true),
        /** A request that the patient submitted in a month. */
        PATIENT_MONTH(true),
        /** A request to the doctor that is neither granted nor over. */
        DOCTOR_OPEN(false),
        /** A question to the doctor on a day. */
        DOCTOR_DAY(false),
        /** A contact of the doctor. */
        DOCTOR_CONTACT(false);

        private final boolean patients;

        Kind(boolean patients) {
            this.patients = patients;
        }

        public boolean ofPatient() {
            return patients;
        }
    }

    /** Returns the first place that is free; the first, so that places beyond a quota are never among them. */
    public static int free(Set<Integer> taken) {
        return IntStream.iterate(1, which -> which + 1)
                .filter(which -> !taken.contains(which))
                .findFirst()
                .orElseThrow();
    }

    /** Documents that were written before there were quotas hold none. */
    static List<Slot> orNone(@Nullable List<Slot> slots) {
        return slots == null ? List.of() : List.copyOf(slots);
    }

    /** Names all places of one kind and span of one person, over all pairs. */
    public static String places(Kind kind, String hospital, PatientId patient, DoctorId doctor, String span) {
        return hospital + ":" + kind + ":" + (kind.patients ? patient.encoded() : doctor.encoded()) + ":" + span;
    }

    /** Returns whether a pair in this state still holds it. */
    boolean isHeldBy(Pair.Known pair) {
        return switch (kind) {
            case PATIENT_MONTH -> true;
            case PATIENT_OPEN, DOCTOR_OPEN -> pair instanceof Pair.Open;
            case DOCTOR_CONTACT -> pair.live();
            // A place for a question that was never asked is free again.
            case DOCTOR_DAY ->
                request < pair.number() || pair.live() || pair.request().askedAt() != null;
        };
    }
}
