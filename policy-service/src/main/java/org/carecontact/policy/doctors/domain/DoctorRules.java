package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A doctor's own will; until it is set the doctor is not asked at all.
 *
 * @param hours null for no hours of their own
 * @param capacity the most contacts at a time; null for no limit
 * @param scenes those that are welcome; empty for all
 * @param purposes those that are welcome; empty for all
 * @param absence null when none is planned
 * @param answer shown to the patient whom these rules turn away; null for none
 * @param autoAnswers what is answered without asking the doctor; empty for nothing
 */
public record DoctorRules(
        boolean optIn,
        List<Channel> channels,
        @Nullable Hours hours,
        @Nullable Integer capacity,
        List<Scene> scenes,
        List<String> purposes,
        @Nullable Absence absence,
        @Nullable Wording answer,
        List<AutoAnswer> autoAnswers,
        int version,
        @Nullable Instant changedAt) {

    public static final DoctorRules NONE =
            new DoctorRules(false, List.of(), null, null, List.of(), List.of(), null, null, List.of(), 0, null);

    /** Documents that were written before there were automatic answers have none. */
    public DoctorRules {
        autoAnswers = Objects.requireNonNullElse(autoAnswers, List.of());
    }

    /** A time away, and the doctor who stands in; null when nobody does. */
    public record Absence(
            Instant from, Instant to, @Nullable String substitute) {}

    boolean acceptsEverything() {
        return autoAnswers.stream()
                .anyMatch(one -> one.answer() == AutoAnswer.Answer.ACCEPT
                        && one.purposes().isEmpty());
    }

    /** Returns these rules with the next number and a new time. */
    DoctorRules numbered(int number, Instant at) {
        return new DoctorRules(
                optIn, channels, hours, capacity, scenes, purposes, absence, answer, autoAnswers, number, at);
    }
}
