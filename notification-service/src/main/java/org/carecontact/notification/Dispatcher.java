package org.carecontact.notification;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.domain.Attempt;
import org.carecontact.notification.domain.Attempt.Called;
import org.carecontact.notification.domain.Attempt.NotCalled;
import org.carecontact.notification.domain.ContactPoint;
import org.carecontact.notification.domain.Correspondence;
import org.carecontact.notification.domain.Correspondence.Ongoing;
import org.carecontact.notification.domain.CorrespondenceCommand;
import org.carecontact.notification.domain.CorrespondenceEvent;
import org.carecontact.notification.domain.CorrespondenceRejection;
import org.carecontact.notification.domain.Delivery.Sending;
import org.carecontact.notification.domain.Notice;
import org.carecontact.notification.domain.NoticeKey;
import org.carecontact.notification.domain.Outcome;
import org.carecontact.notification.domain.Recipient;
import org.carecontact.notification.domain.RecipientCommand;
import org.carecontact.notification.domain.RecipientEvent;
import org.carecontact.notification.domain.RecipientRejection;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the provider for every durable intent and writes down what came of it. What it forgets in a crash is found by
 * the intent's time limit.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private record Intent(String request, NoticeKey notice, int attempt) {}

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final PersonalKeys keys;
    private final Seal seal;
    private final Templates templates;
    private final Provider provider;
    private final EventCodec events;
    private final Clock clock;
    private final NotificationProperties properties;
    private final Counter calls;
    private final Counter repeated;

    private final CompletableFuture<
                    Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>>
            correspondences = new CompletableFuture<>();
    private final Set<Intent> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore atOnce;
    private final Object room = new Object();
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());
    private volatile boolean closing;
    private volatile boolean resultsCanBeTold;

    Dispatcher(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            PersonalKeys keys,
            Seal seal,
            Templates templates,
            Provider provider,
            EventCodec events,
            Clock clock,
            MeterRegistry meters,
            NotificationProperties properties) {
        this.recipients = recipients;
        this.keys = keys;
        this.seal = seal;
        this.templates = templates;
        this.provider = provider;
        this.events = events;
        this.clock = clock;
        this.properties = properties;
        this.atOnce = new Semaphore(properties.dispatch().callsAtOnce());
        this.calls = Counter.builder(Metric.PROVIDER_CALLS.id())
                .description(Metric.PROVIDER_CALLS.description())
                .register(meters);
        this.repeated = Counter.builder(Metric.PROVIDER_CALLS_REPEATED.id())
                .description(Metric.PROVIDER_CALLS_REPEATED.description())
                .register(meters);
        Gauge.builder(Metric.DISPATCH_UNDER_WAY.id(), underWay, Set::size)
                .description(Metric.DISPATCH_UNDER_WAY.description())
                .register(meters);
    }

    /** The store whose writes it is told of. */
    void writeTo(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> documents) {
        correspondences.complete(documents);
    }

    /** Takes over every intent of a durable write that it does not have yet. */
    void take(String hospital, String request, Correspondence correspondence) {
        if (closing || !(correspondence instanceof Ongoing ongoing)) {
            return;
        }
        List<Notice> intended = ongoing.notices().stream()
                .filter(notice -> notice.delivery() instanceof Sending(var attempt, var _)
                        && underWay.add(new Intent(request, notice.key(), attempt)))
                .toList();
        if (!intended.isEmpty()) {
            executor.execute(() -> dispatch(hospital, request, intended));
        }
    }

    /** Waits while too many intents wait already, so that events stay in Kafka instead of here. */
    void awaitRoom() {
        long until = System.nanoTime() + LONGEST_PAUSE.toNanos();
        synchronized (room) {
            while (underWay.size() > properties.dispatch().waitingAtMost() && !closing) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return; // a consumer that pauses for longer would be taken for dead
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(room, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void dispatch(String hospital, String request, List<Notice> intended) {
        try {
            List<Attempt> attempts = new ArrayList<>();
            Stored<Correspondence> read = null;
            atOnce.acquire();
            try {
                for (Notice notice : intended) {
                    // Writers report in any order: what is sent, withdrawn or taken over by now must not go out.
                    read = read(hospital, request);
                    attempt(read, notice).ifPresent(attempts::add);
                }
            } finally {
                atOnce.release();
            }
            if (!attempts.isEmpty()) {
                record(hospital, request, read, attempts);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("requestId", request)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a dispatch failed; its time limit repeats it");
        } finally {
            for (Notice notice : intended) {
                if (notice.delivery() instanceof Sending(var attempt, var _)) {
                    underWay.remove(new Intent(request, notice.key(), attempt));
                }
            }
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    /** Null when the store does not answer. */
    private @Nullable Stored<Correspondence> read(String hospital, String request) {
        try {
            return correspondences.join().load(hospital, request);
        } catch (MongoException e) {
            return null;
        }
    }

    /** Empty when the intent is not open any more. */
    private Optional<Attempt> attempt(@Nullable Stored<Correspondence> read, Notice notice) {
        if (!(notice.delivery() instanceof Sending(var number, var since))) {
            return Optional.empty();
        }
        Attempt unread = new NotCalled(notice.key(), number, "store-unavailable", true);
        if (read == null) {
            return Optional.of(unread);
        }
        if (!(read.state() instanceof Ongoing ongoing)
                || ongoing.notice(notice.key())
                        .filter(same -> same.awaits(number))
                        .isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(attempt(ongoing, notice, number, since, clock.instant()));
        } catch (MongoException e) {
            return Optional.of(unread);
        }
    }

    private Attempt attempt(Ongoing ongoing, Notice notice, int number, Instant since, Instant now) {
        boolean tooLate = now.plus(properties.provider().timeout())
                .isAfter(since.plus(properties.limits().unknownAfter()));
        if (closing || tooLate) {
            return new NotCalled(notice.key(), number, "busy", true);
        }
        Optional<String> pointless = notice.pointless(ongoing.facts(), now);
        if (pointless.isPresent()) {
            return new NotCalled(notice.key(), number, pointless.get(), true); // the rules suppress it
        }
        if (!resultsCanBeTold()) {
            return new NotCalled(notice.key(), number, "registry-unavailable", true);
        }
        String hospital = ongoing.parties().hospital();
        String id = RecipientAggregate.id(ongoing.parties(), notice.key().to());
        Recipient recipient = recipients.find(hospital, id).map(Stored::state).orElseGet(Recipient.Unheard::new);
        return switch (recipient) {
            case Recipient.Unheard _ -> new NotCalled(notice.key(), number, "unknown-recipient", true);
            case Recipient.Erased _ -> new NotCalled(notice.key(), number, "recipient-erased", false);
            case Recipient.Reachable(var _, var wrappedKey, var points) -> {
                List<ContactPoint> own = points.stream()
                        .filter(point -> point.of() == notice.key().to())
                        .toList();
                if (own.isEmpty()) {
                    yield new NotCalled(notice.key(), number, "unknown-recipient", true);
                }
                List<ContactPoint> open =
                        own.stream().filter(point -> point.refused().isEmpty()).toList();
                yield open.isEmpty()
                        ? new NotCalled(notice.key(), number, own.getFirst().refused(), false)
                        : call(ongoing, notice, number, id, wrappedKey, open, now);
            }
        };
    }

    private Attempt call(
            Ongoing ongoing,
            Notice notice,
            int number,
            String id,
            String wrappedKey,
            List<ContactPoint> open,
            Instant now) {
        ContactPoint way = open.getFirst();
        String request = ongoing.parties().request();
        Message message;
        try {
            message = new Message(
                    providerKey(request, notice.key(), way.system()),
                    way.system(),
                    keys.stored(id, wrappedKey).open(way.ciphertext()),
                    templates.text(notice, request, code(request, notice), now));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.atError().addKeyValue("requestId", request).log("a contact point or a code can't be opened");
            return new NotCalled(notice.key(), number, "unreadable", false);
        }
        calls.increment();
        if (notice.unknownOutcomes() > 0) {
            repeated.increment();
        }
        Outcome outcome = send(message);
        if (outcome instanceof Outcome.Refused(var reason)) {
            noteRefusal(
                    ongoing.parties().hospital(), id, new RecipientCommand.NoteRefusal(way.of(), way.system(), reason));
        }
        boolean otherWay = open.stream().anyMatch(point -> !point.system().equals(way.system()));
        return new Called(notice.key(), number, way.system(), outcome, otherWay);
    }

    /** So that the next notice need not ask again; the notice itself settles without it. */
    private void noteRefusal(String hospital, String id, RecipientCommand.NoteRefusal refusal) {
        try {
            recipients.handle(hospital, id, refusal);
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a refusal was not noted");
        }
    }

    private Outcome send(Message message) {
        try {
            return provider.send(message);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("the provider's client failed");
            return new Outcome.Unknown();
        }
    }

    /** A result that can't be written would have the provider called again: rather not call it at all. */
    private boolean resultsCanBeTold() {
        if (!resultsCanBeTold) {
            try {
                events.encode(CorrespondenceAggregate.TOPIC, new NotificationsSettled("", "", "", List.of()));
                resultsCanBeTold = true;
            } catch (RegistryUnavailable e) {
                return false;
            }
        }
        return true;
    }

    /** Repeats the write for as long as it takes: the call itself must not be repeated for its sake. */
    private void record(String hospital, String request, @Nullable Stored<Correspondence> read, List<Attempt> attempts)
            throws InterruptedException {
        var documents = correspondences.join();
        while (true) {
            try {
                var reply = documents.handle(
                        read != null ? read : documents.load(hospital, request),
                        null,
                        new CorrespondenceCommand.RecordAttempts(attempts, clock.instant()),
                        state -> "");
                if (reply instanceof Reply.Refused<?, ?>(var reason)) {
                    log.atWarn()
                            .addKeyValue("requestId", request)
                            .addKeyValue("reason", reason.getClass().getSimpleName())
                            .log("a result came too late to count");
                }
                return;
            } catch (MongoException | RegistryUnavailable e) {
                log.atWarn()
                        .addKeyValue("requestId", request)
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a result waits to be written");
                Thread.sleep(WRITE_AGAIN_AFTER);
            }
        }
    }

    private @Nullable String code(String request, Notice notice) {
        return notice.code() == null
                ? null
                : seal.open(Base64.getDecoder().decode(notice.code().sealed()), "code:" + request);
    }

    /** Another system is another message to the provider. */
    static String providerKey(String request, NoticeKey notice, String system) {
        String key = request + "/" + notice.kind() + "/" + notice.to() + "/" + notice.issue();
        return system.equals(notice.to().usualSystem()) ? key : key + "/" + system;
    }

    /** Lets the calls under way end and be written down; what still waits is given back. */
    @Override
    public void close() {
        closing = true;
        synchronized (room) {
            room.notifyAll();
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
                log.atWarn().addKeyValue("underWay", underWay.size()).log("stopped with calls under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
