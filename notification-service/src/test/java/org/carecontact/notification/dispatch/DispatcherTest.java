package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.CorrespondenceAggregate;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteOccasion;
import org.carecontact.notification.correspondence.domain.CorrespondenceDecider;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Occasion;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.carecontact.notification.dispatch.domain.MessageAllowance;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.TcpProxy;
import org.carecontact.testsupport.TestCodec;
import org.junit.jupiter.api.Test;

/** The dispatcher by itself, on the service's stores, with a provider in the test's hands. */
final class DispatcherTest extends RunningNotifications {

    private static final NotificationProperties TIGHT = new NotificationProperties(
            new NotificationProperties.Provider(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1)),
            new NotificationProperties.Portal(URI.create("http://127.0.0.1:1")),
            new NotificationProperties.Notices("zh"),
            new NotificationProperties.Dispatch(1, 2, 20, 60),
            new NotificationProperties.Waits(3, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30)));

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients = SERVICE.bean(
            Documents.class, RecipientCommand.class, Recipient.class, RecipientEvent.class, RecipientRejection.class);
    private final Kernel kernel = SERVICE.bean(Kernel.class);
    private final EventCodec events = SERVICE.bean(EventCodec.class);
    private final Dispatcher services = SERVICE.bean(Dispatcher.class);
    private final NotificationProperties configured = SERVICE.bean(NotificationProperties.class);
    private final PersonalKeys keys = SERVICE.bean(PersonalKeys.class);
    private final Templates templates = SERVICE.bean(Templates.class);
    private final Clock clock = SERVICE.bean(Clock.class);
    private final Set<String> own = ConcurrentHashMap.newKeySet();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final SimpleMeterRegistry counted = new SimpleMeterRegistry();

    @Test
    void an_intent_seen_in_several_writes_is_called_for_once() {
        open.countDown();
        Case one = somebodyKnown();
        Dispatcher dispatcher = dispatcher(events);
        Ongoing intended = intended(one, 101, Instant.now());
        for (int i = 0; i < 50; i++) {
            dispatcher.take("tongren", intended.parties().request().toString(), intended);
        }
        nothingIsUnderWay();
        dispatcher.close();
        assertThat(messages).hasSize(1);
    }

    @Test
    void too_many_waiting_intents_keep_further_events_in_kafka() {
        Case one = somebodyKnown();
        Dispatcher dispatcher = dispatcher(events);
        for (int i = 0; i < 3; i++) {
            Ongoing intended = intended(one, 200 + i, Instant.now());
            dispatcher.take("tongren", intended.parties().request().toString(), intended);
        }
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(dispatcher::await);
        Eventually.holds(() -> messages.size() == 1);
        assertThat(waiting).isNotDone();
        open.countDown();
        assertThat(waiting).succeedsWithin(Eventually.LIMIT);
        dispatcher.close();
    }

    @Test
    void stopping_lets_the_call_under_way_end_and_gives_back_what_waits() {
        Case one = somebodyKnown();
        Dispatcher dispatcher = dispatcher(events);
        for (int i = 0; i < 3; i++) {
            Ongoing intended = intended(one, 300 + i, Instant.now());
            dispatcher.take("tongren", intended.parties().request().toString(), intended);
        }
        Eventually.holds(() -> messages.size() == 1);
        Thread stopping = Thread.ofPlatform().start(dispatcher::close);
        // Only once it waits is it certain that it has begun to stop.
        Eventually.holds(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        open.countDown();
        Eventually.holds(() -> !stopping.isAlive());
        assertThat(messages).hasSize(1);
    }

    @Test
    void an_intent_whose_time_limit_is_near_is_not_called_for_any_more() {
        open.countDown();
        Case one = somebodyKnown();
        Instant now = Instant.now();
        Duration timeout = Duration.ofSeconds(2);
        Dispatcher dispatcher = dispatcher(
                events,
                Clock.fixed(now, ZoneOffset.UTC),
                new NotificationProperties(
                        new NotificationProperties.Provider(URI.create("http://127.0.0.1:1"), timeout),
                        TIGHT.portal(),
                        TIGHT.notices(),
                        TIGHT.dispatch(),
                        new NotificationProperties.Waits(3, timeout, timeout, timeout.multipliedBy(2))));
        Ongoing late = intended(one, 102, now.minusSeconds(3));
        dispatcher.take("tongren", late.parties().request().toString(), late);
        nothingIsUnderWay();
        assertThat(messages).isEmpty();
        Ongoing inTime = intended(one, 103, now.minusSeconds(1));
        dispatcher.take("tongren", inTime.parties().request().toString(), inTime);
        nothingIsUnderWay();
        dispatcher.close();
        assertThat(messages).hasSize(1);
    }

    @Test
    void as_long_as_results_could_not_be_told_nobody_is_called() {
        open.countDown();
        Case one = somebodyKnown();
        TcpProxy nobody = TcpProxy.to("127.0.0.1", 9);
        nobody.cut();
        Dispatcher dispatcher = dispatcher(new EventCodec(
                TestCodec.serializer(),
                TestCodec.deserializer(),
                TestCodec.properties("http://127.0.0.1:" + nobody.port() + "/apis/registry/v3")));
        Ongoing intended = intended(one, 104, Instant.now());
        dispatcher.take("tongren", intended.parties().request().toString(), intended);
        nothingIsUnderWay();
        dispatcher.close();
        nobody.close();
        assertThat(messages).isEmpty();
    }

    private void nothingIsUnderWay() {
        Eventually.holds(
                () -> counted.get("carecontact.dispatch.under.way").gauge().value() == 0);
    }

    private Case somebodyKnown() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        return one;
    }

    private Dispatcher dispatcher(EventCodec codec) {
        return dispatcher(codec, clock, TIGHT);
    }

    private Dispatcher dispatcher(EventCodec codec, Clock time, NotificationProperties properties) {
        Provider provider = message -> {
            messages.add(message);
            try {
                boolean _ = open.await(120, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CallOutcome.Accepted("m");
        };
        Courier courier = new Courier(
                recipients,
                keys,
                seal,
                templates,
                provider,
                new MessageAllowance(20, 60),
                new PublishedResults(codec),
                counted);
        return new Dispatcher(unheard(), courier, time, counted, properties);
    }

    private static Parties parties(Case one, int number) {
        RequestId request = new RequestId(new PairId(one.pair), number);
        return new Parties(
                "tongren", request.pair(), request, new PatientId(one.patient), new DoctorId(one.doctor), null);
    }

    /** A durable intent that only the test's own dispatcher is told of. */
    private Ongoing intended(Case one, int request, Instant since) {
        Parties parties = parties(one, request);
        own.add(parties.request().toString());
        var _ = unheard()
                .handle(
                        "tongren",
                        parties.request().toString(),
                        new NoteOccasion(parties, new Occasion.DoctorWanted(), since));
        return (Ongoing) correspondences
                .find("tongren", parties.request().toString())
                .orElseThrow()
                .state();
    }

    /** Serves the service's own time limits too, once it exists: those are passed on. */
    private Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> unheard() {
        RetryLimits limits = configured.limits().toLimits();
        CorrespondenceAggregate aggregate = new CorrespondenceAggregate(new CorrespondenceDecider(limits), limits);
        aggregate.whenWritten((hospital, request, correspondence) -> {
            if (!own.contains(request)) {
                services.take(hospital, request, correspondence);
            }
        });
        return kernel.documents(aggregate);
    }
}
