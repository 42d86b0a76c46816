package org.carecontact.consent.consents.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carecontact.kernel.decider.Decision;

/** Given what happened, when something is wanted, then this follows. */
final class ConsentScenario {

    private static final ConsentDecider DECIDER = new ConsentDecider();

    private final Consent given;

    private ConsentScenario(Consent given) {
        this.given = given;
    }

    static ConsentScenario given(ConsentEvent... happened) {
        Consent consent = DECIDER.initial();
        for (ConsentEvent event : happened) {
            consent = DECIDER.evolve(consent, event);
        }
        return new ConsentScenario(consent);
    }

    Outcome when(ConsentCommand wanted) {
        return new Outcome(given, DECIDER.decide(given, wanted));
    }

    /** What was decided. */
    record Outcome(Consent before, Decision<ConsentEvent, ConsentRejection> decision) {

        void then(ConsentEvent... events) {
            assertThat(decision).isEqualTo(new Decision.Accepted<>(List.of(events)));
        }

        void thenRejected(ConsentRejection reason) {
            assertThat(decision).isEqualTo(new Decision.Rejected<>(reason));
        }

        void thenState(Consent expected) {
            assertThat(after()).isEqualTo(expected);
        }

        Consent after() {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            Consent consent = before;
            for (ConsentEvent event : ((Decision.Accepted<ConsentEvent, ConsentRejection>) decision).events()) {
                consent = DECIDER.evolve(consent, event);
            }
            return consent;
        }

        /** The simple name of the only event or of the rejection; "nothing" when nothing follows. */
        String name() {
            return switch (decision) {
                case Decision.Rejected<ConsentEvent, ConsentRejection>(var reason) ->
                    reason.getClass().getSimpleName();
                case Decision.Accepted<ConsentEvent, ConsentRejection>(var events) ->
                    events.isEmpty() ? "nothing" : events.getFirst().getClass().getSimpleName();
            };
        }
    }
}
