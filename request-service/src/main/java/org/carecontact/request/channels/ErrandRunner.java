package org.carecontact.request.channels;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelEvent;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Errand;
import org.carecontact.request.channels.domain.Result;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of errands that are durable, and writes their results down. */
final class ErrandRunner implements ChannelAggregate.Taker, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ErrandRunner.class);
    private static final Duration WRITE_AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private record Call(String id, int errand, int attempt) {}

    private final Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels;
    private final VendorCalls calls;
    private final Clock clock;
    private final Duration unknownAfter;
    private final int callsAtOnce;
    private final Map<String, Semaphore> atOnce = new ConcurrentHashMap<>();
    private final Timer closing;
    private final Counter unknown;
    private final Counter faults;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    ErrandRunner(
            Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels,
            VendorCalls calls,
            Clock clock,
            ChannelsProperties properties,
            MeterRegistry meters) {
        this.channels = channels;
        this.calls = calls;
        this.clock = clock;
        this.unknownAfter = properties.unknownAfter();
        this.callsAtOnce = properties.callsAtOnce();
        this.closing = Timer.builder(Metric.CHANNEL_CLOSING.id())
                .description(Metric.CHANNEL_CLOSING.description())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.unknown = counter(meters, Metric.CHANNEL_CALLS_UNKNOWN);
        this.faults = counter(meters, Metric.CHANNEL_FAULTS);
    }

    private static Counter counter(MeterRegistry meters, Metric metric) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }

    @Override
    public void take(String hospital, String id, Channel channel) {
        if (channel instanceof Channel.Closed closed) {
            timed(closed);
        }
        if (stopped || !(channel instanceof Channel.Known known)) {
            return;
        }
        for (Errand errand : known.line().errands()) {
            Call call = new Call(id, errand.number(), errand.attempt());
            if (errand.stand() instanceof Errand.UnderWay && underWay.add(call)) {
                try {
                    executor.execute(() -> run(hospital, call));
                } catch (RejectedExecutionException e) {
                    underWay.remove(call); // stopped; its time limit finds it
                }
            }
        }
    }

    /** Whoever closed it: a result, a time limit, or a comparison. A later write of a closed channel closes nothing. */
    private void timed(Channel.Closed closed) {
        if (clock.instant().isBefore(closed.closedAt().plus(unknownAfter))) {
            Duration took = Duration.between(closed.end().at(), closed.closedAt());
            closing.record(Math.max(0, took.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void run(String hospital, Call call) {
        try {
            Optional<Result> result = result(hospital, call);
            if (result.isPresent()) {
                record(hospital, call, result.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("requestId", call.id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a call to the vendor failed; its time limit settles it");
        } finally {
            underWay.remove(call);
        }
    }

    /** Calls the vendor unless the errand moved on, or waited for so long that another attempt may be out. */
    private Optional<Result> result(String hospital, Call call) throws InterruptedException {
        // Each hospital has its own: a vendor's account that hangs holds up no other hospital.
        Semaphore turns = atOnce.computeIfAbsent(hospital, _ -> new Semaphore(callsAtOnce));
        turns.acquire();
        try {
            Optional<Stored<Channel>> read = channels.find(hospital, call.id());
            if (stopped || read.isEmpty() || !(read.get().state() instanceof Channel.Known known)) {
                return Optional.empty();
            }
            Optional<Errand> errand = known.line()
                    .errand(call.errand())
                    .filter(one -> one.attempt() == call.attempt() && one.stand() instanceof Errand.UnderWay);
            if (errand.isEmpty()) {
                return Optional.empty();
            }
            if (!clock.instant().isBefore(errand.get().stand().at().plus(unknownAfter.dividedBy(2)))) {
                return Optional.empty(); // no time is left for the answer
            }
            return Optional.of(counted(call, calls.make(known.line().grant(), errand.get())));
        } finally {
            turns.release();
        }
    }

    private Result counted(Call call, Result result) {
        if (result instanceof Result.Unknown) {
            unknown.increment();
        } else if (result instanceof Result.OurFault fault && fault.saysNoSessions()) {
            log.atWarn()
                    .addKeyValue("requestId", call.id())
                    .log("WeCom gives this hospital no temporary sessions: it gets lasting invitations");
        } else if (result instanceof Result.OurFault(var code)) {
            faults.increment();
            log.atError()
                    .addKeyValue("requestId", call.id())
                    .addKeyValue("code", code)
                    .log("WeCom refuses for a fault of ours: look at its settings");
        }
        return result;
    }

    /** Repeats the write until it succeeds: what the vendor said is not said again. */
    private void record(String hospital, Call call, Result result) throws InterruptedException {
        while (true) {
            try {
                var _ = channels.handle(
                        hospital,
                        call.id(),
                        new ChannelCommand.Record(call.errand(), call.attempt(), result, clock.instant()));
                return;
            } catch (MongoException | RegistryUnavailable e) {
                log.atWarn()
                        .addKeyValue("requestId", call.id())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("what the vendor said waits to be written");
                Thread.sleep(WRITE_AGAIN_AFTER);
            }
        }
    }

    /** Waits until the calls under way have ended and are stored. */
    @Override
    public void close() {
        stopped = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
