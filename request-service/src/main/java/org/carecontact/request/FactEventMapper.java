package org.carecontact.request;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.carecontact.events.Assessment;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactHours;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.Verdict;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.domain.Alternative;
import org.carecontact.request.domain.AutoAnswer;
import org.carecontact.request.domain.Hours;
import org.carecontact.request.domain.PairCommand;
import org.carecontact.request.domain.PairCommand.Cessation;
import org.carecontact.request.domain.Permit;
import org.jspecify.annotations.Nullable;

/** What policy's decisions and the endings of consents mean to a pair; everything else means nothing here. */
final class FactEventMapper {

    private final Clock clock;
    private final LandingProperties landing;

    FactEventMapper(Clock clock, LandingProperties landing) {
        this.clock = clock;
        this.landing = landing;
    }

    List<Addressed<PairCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case PolicyPrechecked e -> decision(received, e.getAssessment(), prechecked(e.getAssessment()));
            case PolicyDecided e -> decision(received, e.getAssessment(), decided(e.getAssessment()));
            case ConsentWithdrawn e -> ceased(received, e.getConsent(), Cessation.WITHDRAWN);
            case ConsentRefused e -> ceased(received, e.getConsent(), Cessation.REFUSED);
            case ConsentLapsed e -> ceased(received, e.getConsent(), Cessation.LAPSED);
            case ConsentExpired e -> ceased(received, e.getConsent(), Cessation.EXPIRED);
            default -> List.of();
        };
    }

    private static List<Addressed<PairCommand>> decision(Received received, Assessment said, PairCommand command) {
        return List.of(new Addressed<>(
                said.getHospital(), said.getPair(), "policy-service", received.sequence(), List.of(command)));
    }

    /** Each consent counts its own events, so each is a source of its own. */
    private List<Addressed<PairCommand>> ceased(Received received, Consent consent, Cessation how) {
        return List.of(new Addressed<>(
                consent.getHospital(),
                consent.getPair(),
                "consent-service-" + consent.getNumber(),
                received.sequence(),
                List.of(new PairCommand.CeaseConsent(consent.getNumber(), how, clock.instant()))));
    }

    private PairCommand prechecked(Assessment said) {
        return said.getOutcome() == PolicyOutcome.PERMIT
                ? new PairCommand.AwaitConsent(said.getNumber(), clock.instant())
                : redirect(said);
    }

    private PairCommand decided(Assessment said) {
        Instant now = clock.instant();
        return switch (said.getOutcome()) {
            case PERMIT -> new PairCommand.Allow(said.getNumber(), permit(said), now);
            case DEFER -> new PairCommand.Defer(said.getNumber(), said.getWaitsFor(), now);
            case DENY, UNKNOWN -> redirect(said);
        };
    }

    private PairCommand redirect(Assessment said) {
        return new PairCommand.Redirect(
                said.getNumber(), reason(said), alternatives(said), said.getDecidedAt(), clock.instant());
    }

    private Permit permit(Assessment said) {
        Long consent = said.getConsentSequence();
        return new Permit(
                said.getChannels(),
                hours(said.getHours()),
                said.getContactDays(),
                said.getObligations(),
                autoAnswer(said.getAutoAnswer()),
                said.getEarliestDelivery(),
                alternatives(said),
                consent == null ? 0 : consent,
                said.getDecidedAt());
    }

    /** An answer that is not known here is none: the doctor is asked. */
    private static @Nullable AutoAnswer autoAnswer(org.carecontact.events.@Nullable AutoAnswer said) {
        if (said == null) {
            return null;
        }
        var offered = said.getAlternative();
        return Arrays.stream(AutoAnswer.Kind.values())
                .filter(kind -> kind.name().equals(said.getAnswer()))
                .findFirst()
                .map(kind -> new AutoAnswer(
                        kind, offered == null ? null : new Alternative(offered.getKind(), offered.getLink())))
                .orElse(null);
    }

    /** A refusal always names something that works. */
    private List<Alternative> alternatives(Assessment said) {
        return said.getAlternatives().isEmpty()
                ? landing.ofHospital(said.getHospital())
                : said.getAlternatives().stream()
                        .map(one -> new Alternative(one.getKind(), one.getLink()))
                        .toList();
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
