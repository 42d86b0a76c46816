package org.carecontact.notification.dispatch;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.DispatchRoom;
import org.carecontact.notification.correspondence.domain.Attempt;
import org.carecontact.notification.correspondence.domain.Attempt.NotCalled;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Delivery.Asking;
import org.carecontact.notification.correspondence.domain.Delivery.Sending;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out every durable intent and stores the result; after a crash, the intent's time limit finds it. */
final class Dispatcher implements DispatchRoom, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private record Intent(String request, NoticeKey notice, int attempt) {}

    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final Courier courier;
    private final Duration longestCall;
    private final Clock clock;
    private final NotificationProperties properties;
    private final Set<Intent> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore atOnce;
    private final Object room = new Object();
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());
    private volatile boolean closing;

    public Dispatcher(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Courier courier,
            Duration longestCall,
            Clock clock,
            MeterRegistry meters,
            NotificationProperties properties) {
        this.correspondences = correspondences;
        this.courier = courier;
        this.longestCall = longestCall;
        this.clock = clock;
        this.properties = properties;
        this.atOnce = new Semaphore(properties.dispatch().callsAtOnce());
        Gauge.builder(Metric.DISPATCH_UNDER_WAY.id(), underWay, Set::size)
                .description(Metric.DISPATCH_UNDER_WAY.description())
                .register(meters);
    }

    /** Takes over the new intents of a durable write. */
    public void take(String hospital, String request, Correspondence correspondence) {
        if (closing || !(correspondence instanceof Ongoing ongoing)) {
            return;
        }
        List<Notice> intended = ongoing.notices().stream()
                .filter(notice -> notice.delivery()
                        .intent()
                        .filter(attempt -> underWay.add(new Intent(request, notice.key(), attempt)))
                        .isPresent())
                .toList();
        if (!intended.isEmpty()) {
            executor.execute(() -> dispatch(hospital, request, intended));
        }
    }

    /** Waits while too many intents are queued, so that events stay in Kafka. */
    @Override
    public void await() {
        long until = System.nanoTime() + LONGEST_PAUSE.toNanos();
        synchronized (room) {
            while (underWay.size() > properties.dispatch().waitingAtMost() && !closing) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return; // Kafka removes a consumer that pauses for longer
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
                    // Writers report in any order: intents that are sent, withdrawn or taken over by now must not go
                    // out.
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
                notice.delivery()
                        .intent()
                        .ifPresent(attempt -> underWay.remove(new Intent(request, notice.key(), attempt)));
            }
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    /** Reads the document; null when the store does not answer. */
    private @Nullable Stored<Correspondence> read(String hospital, String request) {
        try {
            return correspondences.load(hospital, request);
        } catch (MongoException e) {
            return null;
        }
    }

    /** Returns the notice; empty when the intent is not open any more. */
    private Optional<Attempt> attempt(@Nullable Stored<Correspondence> read, Notice notice) {
        int number;
        Instant since;
        switch (notice.delivery()) {
            case Sending sending -> {
                number = sending.attempt();
                since = sending.since();
            }
            case Asking asking -> {
                number = asking.attempt();
                since = asking.since();
            }
            case Delivery.Waiting _,
                    Delivery.Unsettled _,
                    Delivery.Sent _,
                    Delivery.Failed _,
                    Delivery.Suppressed _ -> {
                return Optional.empty();
            }
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
            Instant now = clock.instant();
            boolean tooLate =
                    now.plus(longestCall).isAfter(since.plus(properties.limits().unknownAfter()));
            return Optional.of(
                    closing || tooLate
                            ? new NotCalled(notice.key(), number, "busy", true)
                            : courier.attempt(ongoing, notice, number, now));
        } catch (MongoException e) {
            return Optional.of(unread);
        }
    }

    /** Repeats the write until it succeeds: the call itself must not be repeated. */
    private void record(String hospital, String request, @Nullable Stored<Correspondence> read, List<Attempt> attempts)
            throws InterruptedException {
        while (true) {
            try {
                Reply<?, ?> reply = correspondences.handle(
                        read != null ? read : correspondences.load(hospital, request),
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

    /** Waits until the calls under way have ended and are stored; gives the others back. */
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
