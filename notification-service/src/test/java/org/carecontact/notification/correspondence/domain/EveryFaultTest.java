package org.carecontact.notification.correspondence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteOccasion;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteReceipt;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.RecordAttempts;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.TryAgain;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five thousand notices to vendors that lose calls and answers, have limits, refuse people and settings, forget, report
 * wrongly and late, with crashes in between: who gets what how often.
 */
final class EveryFaultTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final RequestId REQUEST = RequestId.of("a".repeat(26) + "-1");
    private static final Parties PARTIES =
            new Parties("tongren", REQUEST.pair(), REQUEST, new PatientId("P1"), new DoctorId("D1"), null);
    private static final List<String> PROVIDERS = List.of("first", "second");

    private final CorrespondenceDecider decider = new CorrespondenceDecider(new RetryLimits(
            16, Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(30)));

    /** What happened to one notice in the outside world. */
    private static final class World {
        private final Random random;
        private final boolean drops;
        private final Map<String, Integer> taken = new HashMap<>();
        private int messages;
        private int calls;
        private int reasonsToRepeat;
        private int forgottenRepetitions;
        private boolean withdrawn;

        World(Random random, boolean drops) {
            this.random = random;
            this.drops = drops;
        }

        /** Takes the message or not, and says so or not. */
        CallOutcome call(String provider, Instant now) {
            assertThat(withdrawn).as("nothing is sent after a withdrawal").isFalse();
            calls++;
            int fate = random.nextInt(10);
            return switch (fate) {
                case 0 -> new CallOutcome.RefusedForGood("blocked");
                case 1 -> new CallOutcome.RefusedUntil(now.plusSeconds(random.nextInt(900)), "limit");
                case 2 -> new CallOutcome.RefusedOurFault("sign");
                case 3, 4 -> {
                    take(provider);
                    reasonsToRepeat++;
                    yield new CallOutcome.Unknown("answer-lost");
                }
                case 5, 6 -> {
                    reasonsToRepeat++;
                    yield new CallOutcome.Unknown("call-lost");
                }
                default -> {
                    take(provider);
                    yield new CallOutcome.Accepted(provider);
                }
            };
        }

        private void take(String provider) {
            boolean known = taken.merge(provider, 1, Integer::sum) > 1;
            if (!(known && drops)) {
                messages++;
            }
        }

        /** The truth, or no answer: for whichever provider was called last, or for all. */
        Settlement settle(String provider) {
            if (random.nextInt(3) == 0) {
                return Settlement.OPEN;
            }
            boolean has = provider.isEmpty() ? !taken.isEmpty() : taken.containsKey(provider);
            return has ? Settlement.SENT : Settlement.NOT_SENT;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobody_gets_a_code_twice_and_everything_else_only_for_a_reason_that_was_counted(boolean drops) {
        int sent = 0;
        int failed = 0;
        for (int i = 0; i < 5_000; i++) {
            Random random = new Random(i);
            World world = new World(random, drops);
            boolean code = i % 3 == 0;
            Notice notice = run(random, world, code);
            assertThat(notice.delivery().isSettled()).as("notice %s ends", i).isTrue();
            assertThat(notice.providerCalls())
                    .as("calls of notice %s", i)
                    .isGreaterThanOrEqualTo(world.calls - world.forgottenRepetitions);
            if (code) {
                assertThat(world.messages).as("code %s", i).isLessThanOrEqualTo(1);
            } else {
                assertThat(world.messages)
                        .as("notice %s", i)
                        .isLessThanOrEqualTo(1 + Math.min(1, notice.ways().resent()));
            }
            if (world.messages > 1) {
                assertThat(world.reasonsToRepeat).isPositive();
            }
            sent += notice.delivery() instanceof Delivery.Sent ? 1 : 0;
            failed += notice.delivery() instanceof Delivery.Failed ? 1 : 0;
        }
        assertThat(sent).isGreaterThan(2_000);
        assertThat(failed).isPositive();
    }

    private Notice run(Random random, World world, boolean code) {
        Occasion occasion = code
                ? new Occasion.CodeIssued(Addressee.PATIENT, 1, new SealedCode("c", T0.plus(Duration.ofDays(9))), false)
                : new Occasion.DoctorWanted();
        NoticeKey key = code
                ? new NoticeKey(NoticeKind.SIGNING_CODE, Addressee.PATIENT, 1)
                : new NoticeKey(NoticeKind.DOCTOR_ASKED, Addressee.DOCTOR, 0);
        Correspondence state = after(decider.initial(), new NoteOccasion(PARTIES, occasion, T0));
        Instant now = T0;
        List<String> stopped = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            Notice notice = ((Correspondence.Ongoing) state).notice(key).orElseThrow();
            if (notice.delivery().isSettled()) {
                return notice;
            }
            if (random.nextInt(60) == 0 && !world.withdrawn) {
                state = after(state, new NoteOccasion(PARTIES, new Occasion.Withdrawn(), now));
                world.withdrawn = true;
                continue;
            }
            now = now.plusSeconds(random.nextInt(40));
            if (notice.delivery() instanceof Delivery.Unsettled && random.nextInt(8) == 0 && !world.taken.isEmpty()) {
                state = after(state, new NoteReceipt(key, "", true, "", now));
                continue;
            }
            if (notice.delivery().intent().isPresent()) {
                state = attempt(state, notice, world, stopped, random, now);
            } else {
                now = due(notice, now);
                state = after(state, new TryAgain(now));
            }
        }
        return ((Correspondence.Ongoing) state).notice(key).orElseThrow();
    }

    private Correspondence attempt(
            Correspondence state, Notice notice, World world, List<String> stopped, Random random, Instant now) {
        int number = notice.delivery().intent().orElseThrow();
        Correspondence.Ongoing ongoing = (Correspondence.Ongoing) state;
        if (notice.pointless(ongoing.facts(), now).isPresent()) {
            return record(state, new Attempt.NotCalled(notice.key(), number, "pointless", true), now);
        }
        boolean asking = notice.delivery() instanceof Delivery.Asking;
        String last = notice.ways().provider();
        if (asking && !(world.drops && !last.isEmpty())) {
            return random.nextInt(10) == 0
                    ? after(state, new TryAgain(now.plusSeconds(31))) // the process died
                    : record(state, new Attempt.Asked(notice.key(), number, world.settle(last), true), now);
        }
        String provider = asking
                ? last
                : PROVIDERS.stream()
                        .filter(each -> !stopped.contains(each))
                        .filter(each -> !notice.ways().isHeld(each, now))
                        .findFirst()
                        .orElse("");
        if (provider.isEmpty()) {
            return record(state, new Attempt.NotCalled(notice.key(), number, "provider-stopped", true), now);
        }
        CallOutcome outcome = world.call(provider, now);
        if (outcome instanceof CallOutcome.RefusedOurFault && random.nextBoolean()) {
            stopped.add(provider);
        }
        if (random.nextInt(12) == 0) {
            world.reasonsToRepeat++;
            world.forgottenRepetitions += asking ? 1 : 0;
            return after(state, new TryAgain(now.plusSeconds(31))); // the process died before it wrote the result
        }
        boolean otherWay = !(outcome instanceof CallOutcome.RefusedForGood) && stopped.size() < PROVIDERS.size() - 1;
        return record(
                state, new Attempt.Called(notice.key(), number, notice.system(), provider, outcome, otherWay), now);
    }

    private static Instant due(Notice notice, Instant now) {
        Instant due = switch (notice.delivery()) {
            case Delivery.Waiting(var _, var nextAt, var _) -> nextAt;
            case Delivery.Unsettled(var _, var _, var _, var nextAt, var _) -> nextAt;
            case Delivery.Sending _, Delivery.Asking _, Delivery.Sent _, Delivery.Failed _, Delivery.Suppressed _ ->
                now;
        };
        return due.isAfter(now) ? due : now;
    }

    private Correspondence record(Correspondence state, Attempt attempt, Instant now) {
        return after(state, new RecordAttempts(List.of(attempt), now));
    }

    private Correspondence after(Correspondence before, CorrespondenceCommand command) {
        return switch (decider.decide(before, command)) {
            case Decision.Accepted<CorrespondenceEvent, CorrespondenceRejection>(var events) -> {
                Correspondence state = before;
                for (CorrespondenceEvent event : events) {
                    state = decider.evolve(state, event);
                }
                yield state;
            }
            case Decision.Rejected<CorrespondenceEvent, CorrespondenceRejection> _ -> before;
        };
    }
}
