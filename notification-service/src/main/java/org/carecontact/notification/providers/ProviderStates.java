package org.carecontact.notification.providers;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.providers.domain.ProviderCommand;
import org.carecontact.notification.providers.domain.ProviderEvent;
import org.carecontact.notification.providers.domain.ProviderRejection;
import org.carecontact.notification.providers.domain.ProviderState;
import org.carecontact.notification.providers.domain.Reach;
import org.carecontact.schemas.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which providers were stopped by a fault of our settings; all instances share it through the store. */
public final class ProviderStates {

    private static final Logger log = LoggerFactory.getLogger(ProviderStates.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 500;

    /**
     * A provider, or a kind of message at it, that was stopped.
     *
     * @param kind empty for all kinds
     */
    record Stop(String provider, String kind, String reason, Instant since) {}

    private record Known(List<Stop> stops, Instant at) {}

    private final Documents<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> states;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ProviderStates(
            Documents<ProviderCommand, ProviderState, ProviderEvent, ProviderRejection> states,
            InstantSource clock,
            MeterRegistry meters) {
        this.states = states;
        this.clock = clock;
        Gauge.builder(Metric.PROVIDERS_STOPPED.id(), this, ProviderStates::count)
                .description(Metric.PROVIDERS_STOPPED.description())
                .register(meters);
    }

    /**
     * Returns whether this kind of message may go to the provider now.
     *
     * @throws MongoException when nothing is known and the store does not answer
     */
    public boolean isOpen(String hospital, String provider, NoticeKind kind) {
        return stops(hospital).stream()
                .noneMatch(stop -> stop.provider().equals(provider)
                        && (stop.kind().isEmpty() || stop.kind().equals(kind.name())));
    }

    /** Stops a provider, or the kind of message at it, because of what it says of our settings. */
    public void stop(String hospital, String provider, NoticeKind kind, String reason) {
        String reached = Reach.of(reason) == Reach.KIND ? kind.name() : "";
        log.atError()
                .addKeyValue("hospital", hospital)
                .addKeyValue("provider", provider)
                .addKeyValue("kind", reached)
                .addKeyValue("reason", reason)
                .log("a provider is stopped: it says that our settings are wrong");
        try {
            states.handle(
                    hospital,
                    id(hospital, provider, reached),
                    new ProviderCommand.NoteOurFault(reason, clock.instant()));
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a stop was not noted");
        }
        known.remove(hospital);
    }

    /** Opens it again; returns whether it was stopped. */
    boolean reopen(String hospital, String provider, String kind) {
        Reply<ProviderState, ProviderRejection> reply =
                states.handle(hospital, id(hospital, provider, kind), new ProviderCommand.Reopen());
        known.remove(hospital);
        return reply instanceof Reply.Done;
    }

    /** Returns what is stopped at this hospital, as the store said some seconds ago at most. */
    List<Stop> stops(String hospital) {
        Instant now = clock.instant();
        Known before = known.get(hospital);
        if (before != null && before.at().plus(FRESH).isAfter(now)) {
            return before.stops();
        }
        List<Stop> stops = states.page(hospital, new Document(), null, MOST).stream()
                .flatMap(ProviderStates::stop)
                .toList();
        known.put(hospital, new Known(stops, now));
        return stops;
    }

    private static Stream<Stop> stop(Stored<ProviderState> stored) {
        return switch (stored.state()) {
            case ProviderState.Open _ -> Stream.empty();
            case ProviderState.Stopped(var reason, var since) -> {
                String[] parts = stored.id().split(":", 3);
                yield Stream.of(new Stop(parts[1], parts[2], reason, since));
            }
        };
    }

    private double count() {
        return known.values().stream().mapToInt(each -> each.stops().size()).sum();
    }

    private static String id(String hospital, String provider, String kind) {
        return hospital + ":" + provider + ":" + kind;
    }
}
