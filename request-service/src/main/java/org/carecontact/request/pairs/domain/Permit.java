package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policy's permission and its terms.
 *
 * @param channels the allowed ones, the preferred first
 * @param contactDays length of the contact
 * @param obligations codes of what both sides will owe each other
 * @param autoAnswer the answer that the doctor's rules give at once; null when the doctor is to be asked
 * @param earliestDelivery when the doctor may be asked; null for at once
 * @param alternatives what helps if the doctor refuses
 * @param capacity the most contacts at a time that the doctor wants; null for no limit
 * @param consentSequence the consent event that it rests on; 0 for none
 */
public record Permit(
        List<String> channels,
        @Nullable Hours hours,
        int contactDays,
        List<String> obligations,
        @Nullable AutoAnswer autoAnswer,
        @Nullable Instant earliestDelivery,
        List<Alternative> alternatives,
        @Nullable Integer capacity,
        long consentSequence,
        Instant decidedAt) {

    public Permit {
        channels = List.copyOf(channels);
        obligations = Contact.orNone(obligations);
        alternatives = List.copyOf(alternatives);
    }

    /** Without a limit of the doctor's contacts. */
    public Permit(
            List<String> channels,
            @Nullable Hours hours,
            int contactDays,
            List<String> obligations,
            @Nullable AutoAnswer autoAnswer,
            @Nullable Instant earliestDelivery,
            List<Alternative> alternatives,
            long consentSequence,
            Instant decidedAt) {
        this(
                channels,
                hours,
                contactDays,
                obligations,
                autoAnswer,
                earliestDelivery,
                alternatives,
                null,
                consentSequence,
                decidedAt);
    }

    /** Returns the permit to ask the doctor later. */
    public Permit notBefore(Instant moment) {
        return new Permit(
                channels,
                hours,
                contactDays,
                obligations,
                autoAnswer,
                moment,
                alternatives,
                capacity,
                consentSequence,
                decidedAt);
    }

    /** Returns whether the permit rests on a signature, names a channel and has an end. */
    boolean usable() {
        return consentSequence > 0 && !channels.isEmpty() && contactDays > 0;
    }
}
