package org.carecontact.notification.dispatch;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Attempt;
import org.carecontact.notification.correspondence.domain.Attempt.Asked;
import org.carecontact.notification.correspondence.domain.Attempt.Called;
import org.carecontact.notification.correspondence.domain.Attempt.Deferred;
import org.carecontact.notification.correspondence.domain.Attempt.NotCalled;
import org.carecontact.notification.correspondence.domain.Attempt.ToldByAnother;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.correspondence.domain.Settlement;
import org.carecontact.notification.dispatch.domain.Choice;
import org.carecontact.notification.dispatch.domain.Choice.Way;
import org.carecontact.notification.dispatch.domain.MessageAllowance;
import org.carecontact.notification.providers.HospitalProviders;
import org.carecontact.notification.providers.Message;
import org.carecontact.notification.providers.Provider;
import org.carecontact.notification.providers.ProviderStates;
import org.carecontact.notification.recipients.RecipientAggregate;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.recipients.domain.ContactPoint;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.notification.timing.Calendars;
import org.carecontact.notification.timing.Digests;
import org.carecontact.notification.timing.domain.Digest.Standing;
import org.carecontact.notification.timing.domain.QuietHours;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.ids.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one notice to a provider, or returns the reason why not. */
// Longer than 300 lines: one attempt, from the recipient to the outcome.
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final String SMS = "sms";
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final Duration A_WRITE_LATER = Duration.ofMillis(500);
    private static final int WRITES = 20;

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final Letters letters;
    private final HospitalProviders providers;
    private final ProviderStates states;
    private final Calendars calendars;
    private final Digests digests;
    private final MessageAllowance allowance;
    private final BooleanSupplier resultsCanBePublished;
    private final Counter calls;
    private final Counter repeated;

    /**
     * Calls the provider for whoever asks.
     *
     * @param resultsCanBePublished while false the provider is not called: a result that can't be written would have it
     *     called again
     */
    Courier(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            Letters letters,
            HospitalProviders providers,
            ProviderStates states,
            Calendars calendars,
            Digests digests,
            MessageAllowance allowance,
            BooleanSupplier resultsCanBePublished,
            MeterRegistry meters) {
        this.recipients = recipients;
        this.letters = letters;
        this.providers = providers;
        this.states = states;
        this.calendars = calendars;
        this.digests = digests;
        this.allowance = allowance;
        this.resultsCanBePublished = resultsCanBePublished;
        this.calls = counter(meters, Metric.PROVIDER_CALLS);
        this.repeated = counter(meters, Metric.PROVIDER_CALLS_REPEATED);
    }

    private static Counter counter(MeterRegistry meters, Metric metric) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }

    /**
     * Makes the attempt of an open intent.
     *
     * @throws MongoException when the recipient can't be read; the provider was not called
     */
    Attempt attempt(Ongoing ongoing, Notice notice, int number, Instant now) {
        Optional<String> pointless = notice.pointless(ongoing.facts(), now);
        if (pointless.isPresent()) {
            return new NotCalled(notice.key(), number, pointless.get(), true); // the rules suppress the notice
        }
        if (!resultsCanBePublished.getAsBoolean()) {
            return new NotCalled(notice.key(), number, "registry-unavailable", true);
        }
        String hospital = ongoing.parties().hospital();
        String id = recipient(ongoing.parties(), notice.key().to());
        Recipient recipient = recipients.find(hospital, id).map(Stored::state).orElseGet(Recipient.Unheard::new);
        return switch (recipient) {
            case Recipient.Unheard _ -> new NotCalled(notice.key(), number, "unknown-recipient", true);
            case Recipient.Erased _ -> new NotCalled(notice.key(), number, "recipient-erased", false);
            case Recipient.Reachable(var _, var wrappedKey, var points, var _) -> {
                List<ContactPoint> own = points.stream()
                        .filter(point -> point.of() == notice.key().to())
                        .toList();
                if (own.isEmpty()) {
                    // A child may have no number of its own; all others get one with a later registration.
                    boolean mayComeLater = !notice.key().kind().isAboutFamily();
                    yield new NotCalled(notice.key(), number, "unknown-recipient", mayComeLater);
                }
                Addressed to = new Addressed(ongoing, notice, number, new Letters.Person(id, wrappedKey, own), now);
                yield notice.delivery() instanceof Delivery.Asking(var _, var calledAt, var _, var _)
                        ? ask(to, calledAt)
                        : send(to);
            }
        };
    }

    private Attempt send(Addressed to) {
        List<Way> ways = ways(to, to.open());
        if (to.open().isEmpty()) {
            return to.notCalled(to.points().getFirst().refused(), false);
        }
        return switch (Choice.of(ways, to::isOpen, to.notice().ways(), to.now())) {
            case Choice.NoneOpen() -> to.notCalled(ways.isEmpty() ? "no-provider" : "provider-stopped", true);
            case Choice.WaitUntil(var until) -> new Deferred(to.notice().key(), to.number(), "provider-limit", until);
            case Choice.Take(var way) ->
                to.notice().key().kind().isUrgent() || !hasQuietHours(to)
                        ? within(to, way, ways, 0)
                        : byDay(to, way, ways);
        };
    }

    private boolean hasQuietHours(Addressed to) {
        return quietHours(to).isPresent();
    }

    /** Returns the person's own, else the hospital's. */
    private Optional<QuietHours> quietHours(Addressed to) {
        return to.points().stream()
                .map(ContactPoint::rest)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(Calendars::hours)
                .or(() -> providers.quiet(to.hospital()));
    }

    /** Leaves people alone in their quiet hours; what waited for the same person goes out as one message. */
    private Attempt byDay(Addressed to, Way way, List<Way> ways) {
        NoticeKey key = to.notice().key();
        String request = to.request().toString();
        Optional<Instant> morning = quietHours(to).flatMap(quiet -> calendars.restsUntil(quiet, to.now()));
        if (morning.isPresent()) {
            digests.join(to.hospital(), to.person().id(), request, key);
            return new Deferred(key, to.number(), "quiet-hours", morning.get());
        }
        return switch (digests.standing(to.hospital(), to.person().id(), request, key, to.now())) {
            case Standing.Alone() -> within(to, way, ways, 0);
            case Standing.Carry(var count) -> within(to, way, ways, count);
            case Standing.Wait() ->
                new Deferred(key, to.number(), "digest", to.now().plus(A_MOMENT));
            case Standing.Told() -> new ToldByAnother(key, to.number());
        };
    }

    /** Keeps to the number of messages that a person may get. */
    private Attempt within(Addressed to, Way way, List<Way> ways, int count) {
        Optional<Instant> until = way.system().equals(SMS)
                ? allowance.take(to.person().id() + "/" + to.notice().key().to(), to.now())
                : Optional.empty();
        return until.isPresent()
                ? new Deferred(to.notice().key(), to.number(), "too-many-messages", until.get())
                : call(to, way, ways, count);
    }

    private Attempt call(Addressed to, Way way, List<Way> ways, int count) {
        Provider provider = provider(to, way.provider());
        Message message;
        try {
            message = message(to, way.system(), count);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.atError().addKeyValue("requestId", to.request()).log("a contact point or a code can't be opened");
            return to.notCalled("unreadable", false);
        }
        calls.increment();
        if (to.notice().unknownOutcomes() > 0) {
            repeated.increment();
        }
        CallOutcome outcome = answer(provider, message);
        switch (outcome) {
            case CallOutcome.Accepted _ -> settleDigest(to, true);
            case CallOutcome.RefusedForGood _, CallOutcome.RefusedUntil _, CallOutcome.RefusedOurFault _ -> {
                if (count > 0 && to.notice().unknownOutcomes() == 0) {
                    settleDigest(to, false); // the others go their own way
                }
            }
            case CallOutcome.Unknown _ -> {} // it is settled first
        }
        boolean otherWay = switch (outcome) {
            case CallOutcome.RefusedForGood(var reason) -> {
                noteRefusal(
                        to.hospital(),
                        to.person().id(),
                        new RecipientCommand.NoteRefusal(to.notice().key().to(), way.system(), reason));
                yield Choice.isOtherSystem(ways, way);
            }
            case CallOutcome.RefusedOurFault(var reason) -> {
                states.stop(to.hospital(), way.provider(), to.notice().key().kind(), reason);
                yield Choice.isOtherProvider(ways, way, to::isOpen, to.notice().ways(), to.now());
            }
            case CallOutcome.RefusedUntil _ ->
                Choice.isOtherProvider(ways, way, to::isOpen, to.notice().ways(), to.now());
            case CallOutcome.Accepted _, CallOutcome.Unknown _ -> false;
        };
        return new Called(to.notice().key(), to.number(), way.system(), way.provider(), outcome, otherWay);
    }

    /** Settles an unknown outcome: by the same call where the provider drops it, by a question elsewhere. */
    private Attempt ask(Addressed to, Instant calledAt) {
        String known = to.notice().ways().provider();
        List<Way> ways = ways(to, to.points());
        List<Way> asked = ways.stream()
                .filter(way -> known.isEmpty()
                        || way.provider().equals(known)
                                && way.system().equals(to.notice().system()))
                .toList();
        boolean otherWay = ways.size() > asked.size();
        Duration since = Duration.between(calledAt, to.now());
        boolean allDrop = !asked.isEmpty()
                && asked.stream().map(Way::provider).distinct().count() == 1
                && provider(to, asked.getFirst().provider()).dropsRepetitions(since);
        if (allDrop && mayGoOut(to, asked.getFirst())) {
            return call(to, asked.getFirst(), ways, carried(to));
        }
        Settlement settlement = asked.isEmpty() ? Settlement.OPEN : Settlement.NOT_SENT;
        for (Way way : asked) {
            settlement = together(settlement, question(to, way, calledAt));
        }
        if (settlement == Settlement.SENT || settlement == Settlement.NOT_DELIVERED) {
            settleDigest(to, settlement == Settlement.SENT);
        }
        return new Asked(to.notice().key(), to.number(), settlement, otherWay);
    }

    /** The call before may not have arrived: its repetition keeps to what the person and the settings say by now. */
    private boolean mayGoOut(Addressed to, Way way) {
        boolean wanted = to.open().stream().anyMatch(point -> point.system().equals(way.system()));
        boolean rests = !to.notice().key().kind().isUrgent()
                && quietHours(to)
                        .flatMap(quiet -> calendars.restsUntil(quiet, to.now()))
                        .isPresent();
        return wanted && !rests && to.isOpen(way.provider());
    }

    private Settlement question(Addressed to, Way way, Instant calledAt) {
        try {
            return provider(to, way.provider()).settle(message(to, way.system(), carried(to)), calledAt);
        } catch (GeneralSecurityException | RuntimeException e) {
            log.atWarn()
                    .addKeyValue("requestId", to.request())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a provider could not be asked");
            return Settlement.OPEN;
        }
    }

    /** One that has it is enough; not sent is certain only when all say so. */
    private static Settlement together(Settlement one, Settlement other) {
        for (Settlement stronger : List.of(Settlement.SENT, Settlement.OPEN, Settlement.NOT_DELIVERED)) {
            if (one == stronger || other == stronger) {
                return stronger;
            }
        }
        return Settlement.NOT_SENT;
    }

    /** In the hospital's order of providers; a doctor is first reached where doctors usually are. */
    private List<Way> ways(Addressed to, List<ContactPoint> points) {
        List<Way> ways = new ArrayList<>();
        for (Provider provider :
                providers.inOrder(to.hospital(), to.notice().key().kind())) {
            for (ContactPoint point : points) {
                if (provider.systems().contains(point.system())) {
                    ways.add(new Way(provider.name(), point.system()));
                }
            }
        }
        if (to.notice().key().to() == Addressee.DOCTOR) {
            ways.sort(Comparator.comparing(way -> !way.system().equals(Addressee.DOCTOR.usualSystem())));
        }
        return ways;
    }

    private Provider provider(Addressed to, String name) {
        return providers.inOrder(to.hospital(), to.notice().key().kind()).stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns in whose name a message went out whose outcome is unknown: the number of notices, or 0. */
    private int carried(Addressed to) {
        return hasQuietHours(to)
                        && digests.standing(
                                        to.hospital(),
                                        to.person().id(),
                                        to.request().toString(),
                                        to.notice().key(),
                                        to.now())
                                instanceof Standing.Carry(var count)
                ? count
                : 0;
    }

    /** The message is out: a store that does not answer must not have it sent again. */
    private void settleDigest(Addressed to, boolean success) {
        for (int i = 1; hasQuietHours(to) && i <= WRITES; i++) {
            try {
                digests.settle(
                        to.hospital(),
                        to.person().id(),
                        to.request().toString(),
                        to.notice().key(),
                        success);
                return;
            } catch (MongoException e) {
                log.atWarn()
                        .addKeyValue("requestId", to.request())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log(i < WRITES ? "a digest waits to be written" : "those in a digest go out by themselves");
                LockSupport.parkNanos(A_WRITE_LATER.toNanos());
            }
        }
    }

    private Message message(Addressed to, String system, int count) throws GeneralSecurityException {
        return letters.message(to.hospital(), to.request(), to.notice(), to.person(), system, count, to.now());
    }

    /** A notice at the moment of its attempt, with its recipient. */
    private final class Addressed {
        private final Ongoing ongoing;
        private final Notice notice;
        private final int number;
        private final Letters.Person person;
        private final Instant now;

        Addressed(Ongoing ongoing, Notice notice, int number, Letters.Person person, Instant now) {
            this.ongoing = ongoing;
            this.notice = notice;
            this.number = number;
            this.person = person;
            this.now = now;
        }

        Notice notice() {
            return notice;
        }

        int number() {
            return number;
        }

        Letters.Person person() {
            return person;
        }

        Instant now() {
            return now;
        }

        String hospital() {
            return ongoing.parties().hospital();
        }

        RequestId request() {
            return ongoing.parties().request();
        }

        List<ContactPoint> points() {
            return person.points();
        }

        List<ContactPoint> open() {
            return person.points().stream()
                    .filter(point -> point.refused().isEmpty())
                    .toList();
        }

        boolean isOpen(String provider) {
            return states.isOpen(hospital(), provider, notice.key().kind());
        }

        Attempt notCalled(String reason, boolean retry) {
            return new NotCalled(notice.key(), number, reason, retry);
        }
    }

    /** Spares the next notice this call; this notice settles without one. */
    private void noteRefusal(String hospital, String id, RecipientCommand.NoteRefusal refusal) {
        try {
            recipients.handle(hospital, id, refusal);
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a refusal was not noted");
        }
    }

    private static CallOutcome answer(Provider provider, Message message) {
        try {
            return provider.send(message);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("the provider's client failed");
            return new CallOutcome.Unknown("client-failed");
        }
    }

    private static String recipient(Parties parties, Addressee addressee) {
        return addressee == Addressee.DOCTOR
                ? RecipientAggregate.id(parties.hospital(), parties.doctor())
                : RecipientAggregate.id(parties.hospital(), parties.reached());
    }
}
