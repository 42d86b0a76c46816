package org.carecontact.policy.rules.domain;

import java.util.List;
import java.util.Set;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.jspecify.annotations.Nullable;

/** The effect of a rule that applies. */
public sealed interface Effect {

    /** No, and what is offered instead; an empty list leaves the choice to the other rules and the hospital. */
    record Deny(List<Remedy> alternatives) implements Effect {}

    /** Not now. */
    record Defer(Awaited until) implements Effect {}

    /**
     * Yes, on terms; null leaves a term open.
     *
     * @param contactDays the longest length of a contact
     * @param obligations what both sides owe each other
     * @param notDuring what the doctor is not disturbed in, besides operations and absences
     */
    record Permit(
            @Nullable Set<Channel> channels,
            @Nullable Hours hours,
            @Nullable Integer contactDays,
            Set<Obligation> obligations,
            Set<Slot.Kind> notDuring)
            implements Effect {}

    /** Only with these papers, signed by this person or one who counts for more. */
    record Require(Set<Paper> papers, @Nullable Signer signer) implements Effect {}

    /** The fact that a deferred case waits for. */
    enum Awaited {
        ENCOUNTER_FINISHED,
        SURGERY_DAY_OVER,
        /** The doctor's absence, capacity or other rules of the doctor's own. */
        DOCTOR_AVAILABLE,
        /** A department that the hospital's document lists, from an encounter or the doctor's entry. */
        DEPARTMENT;

        /** Returns whether a change about the doctor can end the wait. */
        public boolean isTheDoctors() {
            return switch (this) {
                case ENCOUNTER_FINISHED -> false;
                case SURGERY_DAY_OVER, DOCTOR_AVAILABLE, DEPARTMENT -> true;
            };
        }
    }
}
