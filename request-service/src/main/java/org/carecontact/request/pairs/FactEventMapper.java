package org.carecontact.request.pairs;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.events.Assessment;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactHours;
import org.carecontact.events.GroundGone;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.Verdict;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.pairs.domain.AutoAnswer;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.request.pairs.domain.Hours;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairCommand.Cessation;
import org.carecontact.request.pairs.domain.Permit;
import org.carecontact.request.quotas.Turns;
import org.carecontact.request.terms.SignedTerms;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * Turns policy's decisions and the ends of consents into commands. An event is poison if its request does not belong to
 * its patient and doctor.
 */
final class FactEventMapper {

    private final Pairs pairs;
    private final Clock clock;
    private final Alternatives alternatives;
    private final SignedTerms terms;

    FactEventMapper(Pairs pairs, Clock clock, Alternatives alternatives, SignedTerms terms) {
        this.pairs = pairs;
        this.clock = clock;
        this.alternatives = alternatives;
        this.terms = terms;
    }

    /** The requests that policy permits in these events; what is poison is found later. */
    List<Turns.Permitted> permitted(List<Received> batch) {
        return batch.stream()
                .map(Received::payload)
                .filter(PolicyDecided.class::isInstance)
                .map(payload -> ((PolicyDecided) payload).getAssessment())
                .filter(said -> said.getOutcome() == PolicyOutcome.PERMIT)
                .flatMap(said -> permitted(said).stream())
                .toList();
    }

    private Optional<Turns.Permitted> permitted(Assessment said) {
        return RequestId.parse(said.getRequest())
                .flatMap(request -> PatientId.parse(said.getPatient())
                        .flatMap(patient -> DoctorId.parse(said.getDoctor())
                                .map(doctor -> new Turns.Permitted(
                                        said.getHospital(), patient, doctor, request, permit(said)))));
    }

    List<Addressed<PairCommand>> meaning(Received received, Turns.Batch turns) {
        return switch (received.payload()) {
            case PolicyPrechecked e -> decision(received, e.getAssessment(), prechecked(e.getAssessment()));
            case PolicyDecided e -> decision(received, e.getAssessment(), decided(e.getAssessment(), turns));
            case GroundGone e -> gone(received, e);
            case ConsentWithdrawn e -> ceased(received, e.getConsent(), Cessation.WITHDRAWN);
            case ConsentRefused e -> ceased(received, e.getConsent(), Cessation.REFUSED);
            case ConsentLapsed e -> ceased(received, e.getConsent(), Cessation.LAPSED);
            case ConsentSuspended e -> held(received, e.getConsent());
            case ConsentRenewed e -> renewed(received, e.getConsent());
            case ConsentExpired e -> ceased(received, e.getConsent(), Cessation.EXPIRED);
            default -> List.of();
        };
    }

    private List<Addressed<PairCommand>> decision(
            Received received, Assessment said, Function<Integer, PairCommand> meaning) {
        RequestId request = verified(said.getRequest(), said.getHospital(), said.getPatient(), said.getDoctor());
        return List.of(new Addressed<>(
                said.getHospital(),
                request.pair().toString(),
                "policy-service",
                received.sequence(),
                List.of(meaning.apply(request.number()))));
    }

    private List<Addressed<PairCommand>> gone(Received received, GroundGone e) {
        RequestId request = verified(e.getRequest(), e.getHospital(), e.getPatient(), e.getDoctor());
        return List.of(new Addressed<>(
                e.getHospital(),
                request.pair().toString(),
                "policy-service",
                received.sequence(),
                List.of(new PairCommand.NoteGroundGone(request.number(), clock.instant()))));
    }

    private List<Addressed<PairCommand>> ceased(Received received, Consent consent, Cessation how) {
        return ofConsent(received, consent, number -> new PairCommand.CeaseConsent(number, how, clock.instant()));
    }

    /** consent-service ends it when nobody signs. */
    private List<Addressed<PairCommand>> held(Received received, Consent consent) {
        Instant now = clock.instant();
        return ofConsent(
                received,
                consent,
                number -> new PairCommand.Suspend(number, new Hold(Hold.Cause.CONSENT, null, now, null), now));
    }

    private List<Addressed<PairCommand>> renewed(Received received, Consent consent) {
        return ofConsent(
                received, consent, number -> new PairCommand.Lift(number, Hold.Cause.CONSENT, null, clock.instant()));
    }

    /** Each consent numbers its own events, so each counts as a source. */
    private List<Addressed<PairCommand>> ofConsent(
            Received received, Consent consent, Function<Integer, PairCommand> meaning) {
        RequestId request =
                verified(consent.getRequest(), consent.getHospital(), consent.getPatient(), consent.getDoctor());
        return List.of(new Addressed<>(
                consent.getHospital(),
                request.pair().toString(),
                "consent-service-" + request.number(),
                received.sequence(),
                List.of(meaning.apply(request.number()))));
    }

    /** Returns the id if it was derived from this hospital, patient and doctor with the installation's key. */
    private RequestId verified(String request, String hospital, String patient, String doctor) {
        RequestId id = RequestId.parse(request)
                .orElseThrow(() -> new EventCodec.Poison("its request is not the id of a request"));
        boolean own = PatientId.parse(patient)
                .flatMap(known ->
                        DoctorId.parse(doctor).map(treating -> pairs.of(hospital, known.value(), treating.value())))
                .filter(id.pair()::equals)
                .isPresent();
        if (!own) {
            throw new EventCodec.Poison("its request is not of its hospital, patient and doctor");
        }
        return id;
    }

    private Function<Integer, PairCommand> prechecked(Assessment said) {
        return said.getOutcome() == PolicyOutcome.PERMIT
                ? number -> new PairCommand.AwaitConsent(number, clock.instant())
                : redirect(said);
    }

    private Function<Integer, PairCommand> decided(Assessment said, Turns.Batch turns) {
        Instant now = clock.instant();
        return switch (said.getOutcome()) {
            case PERMIT ->
                number -> permitted(said)
                        .flatMap(turns::turn)
                        .orElseGet(() -> new PairCommand.NoTurn(number, alternatives(said), said.getDecidedAt(), now));
            case DEFER -> number -> new PairCommand.Defer(number, said.getWaitsFor(), now);
            case DENY, UNKNOWN -> redirect(said);
        };
    }

    private Function<Integer, PairCommand> redirect(Assessment said) {
        return number -> new PairCommand.Redirect(
                number, reason(said), alternatives(said), said.getDecidedAt(), clock.instant());
    }

    private Permit permit(Assessment said) {
        Long consent = said.getConsentSequence();
        return new Permit(
                said.getChannels(),
                hours(said.getHours()),
                said.getContactDays(),
                said.getObligations(),
                autoAnswer(said),
                said.getEarliestDelivery(),
                alternatives(said),
                said.getDoctorCapacity(),
                consent == null ? 0 : consent,
                said.getDecidedAt());
    }

    /** An unknown answer counts as none, and so does a yes in the name of a doctor without signed terms: the doctor is asked. */
    private @Nullable AutoAnswer autoAnswer(Assessment assessment) {
        org.carecontact.events.AutoAnswer said = assessment.getAutoAnswer();
        if (said == null) {
            return null;
        }
        org.carecontact.events.Alternative offered = said.getAlternative();
        return Arrays.stream(AutoAnswer.Kind.values())
                .filter(kind -> kind.name().equals(said.getAnswer()))
                .filter(kind -> kind != AutoAnswer.Kind.ACCEPT
                        || terms.by(assessment.getHospital(), new DoctorId(assessment.getDoctor())))
                .findFirst()
                .map(kind -> new AutoAnswer(
                        kind, offered == null ? null : new Alternative(offered.getKind(), offered.getLink())))
                .orElse(null);
    }

    /** Ensures that a refusal names at least one alternative that works. */
    private List<Alternative> alternatives(Assessment said) {
        return said.getAlternatives().isEmpty()
                ? alternatives.ofHospital(said.getHospital())
                : alternatives.working(
                        said.getHospital(),
                        said.getAlternatives().stream()
                                .map(one -> new Alternative(one.getKind(), one.getLink()))
                                .toList());
    }

    private static String reason(Assessment said) {
        return said.getVerdicts().stream()
                .filter(verdict -> !verdict.getPass())
                .map(Verdict::getReasons)
                .flatMap(List::stream)
                .findFirst()
                .orElse("policy");
    }

    private static @Nullable Hours hours(@Nullable ContactHours hours) {
        return hours == null ? null : new Hours(hours.getFrom(), hours.getTo(), hours.getDays());
    }
}
