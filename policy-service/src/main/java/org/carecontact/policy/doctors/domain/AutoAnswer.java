package org.carecontact.policy.doctors.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor's rules answer in the doctor's name, where policy permits: nobody is asked then (P4, K1).
 *
 * @param scenes those that it answers; empty for all
 * @param purposes those that it answers; empty for all
 * @param alternative what is offered; null unless the answer offers one
 */
public record AutoAnswer(
        List<Scene> scenes,
        List<String> purposes,
        Answer answer,
        @Nullable Remedy alternative) {

    /** The more restrictive answer comes later. */
    public enum Answer {
        ACCEPT,
        OFFER_ALTERNATIVE,
        REFUSE
    }

    /** The most restrictive wins and then the most helpful offer, so their order means nothing. */
    private static final Comparator<AutoAnswer> STRICTNESS = Comparator.comparing(AutoAnswer::answer)
            .thenComparing(
                    AutoAnswer::alternative,
                    Comparator.nullsFirst(Comparator.<Remedy>naturalOrder().reversed()));

    public static Optional<AutoAnswer> strictest(Collection<AutoAnswer> all, @Nullable Scene scene, String purpose) {
        return all.stream().filter(one -> one.covers(scene, purpose)).max(STRICTNESS);
    }

    private boolean covers(@Nullable Scene scene, String purpose) {
        return (scenes.isEmpty() || scene != null && scenes.contains(scene))
                && (purposes.isEmpty() || purposes.contains(purpose));
    }
}
