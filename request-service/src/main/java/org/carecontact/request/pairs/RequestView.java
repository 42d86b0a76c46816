package org.carecontact.request.pairs;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.pairs.domain.Contact;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.Permit;
import org.carecontact.request.pairs.domain.Renewal;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A request as a party to it sees it.
 *
 * @param survivor the patient's number that remained when the hospital merged this one; null while it did not
 * @param waitsFor the fact that policy waits for, while it defers
 * @param channels what the doctor may choose from, while the answer is awaited
 * @param until when the state ends by itself
 * @param askAgain WANTED when the patient's side is told once the ground of policy's no is gone, POSSIBLE since it is
 * @param suspensions why nobody can use the contact now; null while it can be used
 * @param renewal how far the contact's renewal is; null while nobody was told of its end
 * @param need in the requester's words; for the patient side and the doctor only
 */
public record RequestView(
        RequestId request,
        String state,
        @Nullable String reason,
        @Nullable List<Alternative> alternatives,
        DoctorId doctor,
        PatientId patient,
        @Nullable PatientId survivor,
        String purpose,
        String wish,
        String requester,
        @Nullable String relation,
        String route,
        Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant askedAt,
        Request.@Nullable Witness witness,
        Request.@Nullable AnsweredBy answeredBy,
        @Nullable Instant settledAt,
        @Nullable Instant until,
        @Nullable String waitsFor,
        @Nullable List<String> channels,
        @Nullable Instant coolDownUntil,
        Pair.@Nullable AskAgain askAgain,
        @Nullable Contact contact,
        @Nullable List<Suspension> suspensions,
        @Nullable Renewal renewal,
        @Nullable String need) {

    /** @param substitute who stands in while the doctor is away; null for nobody */
    public record Suspension(
            Hold.Cause cause,
            Instant since,
            @Nullable Instant until,
            @Nullable String substitute) {

        static Suspension of(Hold hold) {
            return new Suspension(
                    hold.cause(),
                    hold.since(),
                    hold.until(),
                    hold.cause() == Hold.Cause.ABSENCE ? hold.reference() : null);
        }
    }

    /** The short answer to a command. It is kept for repetitions, so it never contains the need. */
    public record Outcome(
            RequestId request,
            String state,
            Instant at,
            @Nullable String reason,
            @Nullable List<Alternative> alternatives,
            @Nullable Contact contact) {

        public static Outcome of(Pair.Known pair, UnaryOperator<List<Alternative>> offered) {
            Request request = pair.request();
            RequestId id = request.id();
            String state = name(pair);
            return switch (pair) {
                case Pair.Open _ -> new Outcome(id, state, request.submittedAt(), null, null, null);
                case Pair.Granted in -> new Outcome(id, state, in.contact().startsAt(), null, null, in.contact());
                case Pair.Settled over ->
                    new Outcome(
                            id,
                            state,
                            over.settledAt(),
                            over.reason(),
                            offered.apply(over.alternatives()),
                            over.contact());
            };
        }
    }

    /** The name of a state as people see it. */
    private static String name(Pair.Known pair) {
        return pair instanceof Pair.Suspended
                ? "SUSPENDED"
                : RequestEventMapper.state(pair).name();
    }

    /** @param offered chooses from the alternatives those that are shown */
    public static RequestView of(Pair.Known pair, @Nullable String need, UnaryOperator<List<Alternative>> offered) {
        Request request = pair.request();
        Pair.Settled over = pair instanceof Pair.Settled settled ? settled : null;
        return new RequestView(
                request.id(),
                name(pair),
                over == null ? null : over.reason(),
                over == null ? null : offered.apply(over.alternatives()),
                request.doctor(),
                request.patient(),
                request.survivor(),
                request.purpose().name(),
                request.wish().name(),
                request.requester().name(),
                request.family() == null ? null : request.family().relation(),
                request.route().name(),
                request.submittedAt(),
                request.decidedAt(),
                request.askedAt(),
                request.witness(),
                request.answeredBy(),
                over == null ? null : over.settledAt(),
                pair.timeLimit().map(limit -> limit.until()).orElse(null),
                pair instanceof Pair.Deferred deferred ? deferred.waitsFor() : null,
                pair instanceof Pair.AwaitingDoctor(var _, Permit permit, var _) ? permit.channels() : null,
                over == null ? null : over.coolDownUntil(),
                over == null ? null : over.askAgain(),
                switch (pair) {
                    case Pair.Open _ -> null;
                    case Pair.Granted in -> in.contact();
                    case Pair.Settled settled -> settled.contact();
                },
                pair instanceof Pair.Suspended at
                        ? at.holds().stream().map(Suspension::of).toList()
                        : null,
                pair instanceof Pair.Granted granted ? granted.in().renewal() : null,
                need);
    }
}
