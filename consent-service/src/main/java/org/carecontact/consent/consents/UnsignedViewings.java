package org.carecontact.consent.consents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteServed;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Served;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.schemas.ids.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps for a minute what was shown: a code that follows names it in its own write, and only what nobody asked a code
 * for costs one. A crash loses that minute.
 */
final class UnsignedViewings implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnsignedViewings.class);
    private static final Duration WAITS = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST = 20_000;

    private record Key(RequestId request, String person, List<ShownDocument> documents) {}

    private record Waiting(String hospital, Served served, Instant until) {}

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final Clock clock;
    private final Map<Key, Waiting> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("unsigned-viewings").daemon().factory());

    UnsignedViewings(Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
        var _ = executor.scheduleWithFixedDelay(
                () -> write(this.clock.instant()), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Somebody was shown the forms. */
    void shown(String hospital, RequestId request, String person, Served served) {
        if (waiting.size() >= MOST) {
            log.atWarn().addKeyValue("requestId", request).log("too many viewings wait: this one is not kept");
            return;
        }
        waiting.putIfAbsent(
                new Key(request, person, served.documents()),
                new Waiting(hospital, served, served.lastAt().plus(WAITS)));
    }

    /** A code names what this person was shown. */
    void named(RequestId request, String person, List<ShownDocument> documents) {
        waiting.remove(new Key(request, person, documents));
    }

    private void write(Instant until) {
        waiting.forEach((key, one) -> {
            if (one.until().isAfter(until) || !waiting.remove(key, one)) {
                return;
            }
            try {
                Reply<Consent, ConsentRejection> _ =
                        consents.handle(one.hospital(), key.request().toString(), new NoteServed(one.served()));
            } catch (RuntimeException e) {
                waiting.putIfAbsent(key, one);
                log.atWarn()
                        .addKeyValue("requestId", key.request())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a viewing waits for Mongo");
            }
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
        write(Instant.MAX);
    }
}
