package org.carecontact.policy.rules.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.jspecify.annotations.Nullable;

/**
 * What policy says of a case.
 *
 * @param institutionType UNKNOWN when the hospital has no policy document
 * @param department UNKNOWN when neither encounter nor hospital says
 * @param channels the one wished for first; empty unless permitted
 * @param contactDays 0 unless permitted
 * @param earliestDelivery when the doctor may be asked; null for at once
 * @param capacity the most contacts at a time that the doctor wants; null for no limit, and unless permitted
 * @param obligations empty unless permitted
 * @param autoAnswer what the doctor's own rules answer; null for none, and unless permitted
 * @param waitsFor null unless deferred
 * @param decideAgainAt when a deferred case is decided again though nothing happens; null when only news can help
 * @param alternatives never empty
 * @param policies every layer that was asked, with its version, the widest first, the doctor's own rules last
 * @param rules what each rule came to, a text for each layer: Y applies, N does not, U is not known, by the layer's order
 */
public record Assessment(
        Outcome outcome,
        List<Verdict> verdicts,
        String institutionType,
        String department,
        Scene scene,
        Signer signer,
        List<Paper> papers,
        List<Channel> channels,
        @Nullable Hours hours,
        int contactDays,
        @Nullable Instant earliestDelivery,
        @Nullable Integer capacity,
        List<Obligation> obligations,
        @Nullable Answered autoAnswer,
        Effect.@Nullable Awaited waitsFor,
        @Nullable Instant decideAgainAt,
        List<Alternative> alternatives,
        List<String> policies,
        List<String> rules) {

    /** The verdict on one principle, with the rules behind it. */
    public record Verdict(Principle principle, boolean pass, List<String> reasons) {}

    /**
     * An answer in the doctor's name.
     *
     * @param alternative what is offered; null unless the answer offers one that has a link
     */
    public record Answered(
            AutoAnswer.Answer answer, @Nullable Alternative alternative) {}

    /** A way to be helped, with a link or number that works. */
    public record Alternative(Remedy kind, String link) {}
}
