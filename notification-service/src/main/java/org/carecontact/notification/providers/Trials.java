package org.carecontact.notification.providers;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.content.domain.Place;
import org.carecontact.notification.correspondence.domain.CallOutcome;

/** Sends one message to somebody who sets a provider up, so that keys, templates and addresses are tried before patients are. */
final class Trials {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("M月d日").withZone(ZoneId.of("Asia/Shanghai"));

    private final HospitalProviders providers;
    private final InstantSource clock;
    private final URI portal;

    Trials(HospitalProviders providers, InstantSource clock, URI portal) {
        this.providers = providers;
        this.clock = clock;
        this.portal = portal;
    }

    /**
     * Sends a message that says that something waits, which nothing does.
     *
     * @param to as the provider names people: a number, an openid, a doctor's id
     * @return what came of it; empty where the hospital has no such provider
     */
    Optional<CallOutcome> send(String hospital, String provider, String to) {
        return providers.all(hospital).stream()
                .filter(each -> each.name().equals(provider))
                .findFirst()
                .map(each -> each.send(message(each, to)));
    }

    private Message message(Provider provider, String to) {
        Instant now = clock.instant();
        String key = "trial-" + UUID.randomUUID();
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put(Place.COUNT.spelled(), "1");
        values.put(Place.ENTRY.spelled(), Place.ENTRY.longest());
        values.put(Place.UNTIL.spelled(), DAY.format(now));
        return new Message(
                key,
                key,
                provider.systems().stream().sorted().findFirst().orElseThrow(),
                to,
                Wordings.DIGEST,
                "CareContact: 测试消息 · trial message",
                values,
                portal + "/r");
    }
}
