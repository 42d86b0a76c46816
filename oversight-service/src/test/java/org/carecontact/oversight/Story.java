package org.carecontact.oversight;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carecontact.events.Assessment;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.Notification;
import org.carecontact.events.NotificationState;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;

/** One case and what the services say of it, each event a tenth of a second after the one before. */
public final class Story {

    static final String PATIENT = "P000001";
    static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private static final Map<String, String> SERVICES = Map.of(
            Topics.REQUESTS, "request-service",
            Topics.CONSENTS, "consent-service",
            Topics.DECISIONS, "policy-service",
            Topics.NOTIFICATIONS, "notification-service",
            Topics.TERMS, "consent-service");

    private final SampleEvents says;
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> said = new ArrayList<>();
    private Instant now = NOON;

    private Story(SampleEvents says) {
        this.says = says;
    }

    /** A case of this hospital that no other test has. */
    public static Story at(String hospital) {
        StringBuilder pair = new StringBuilder();
        for (int i = 0; i < 26; i++) {
            pair.append("abcdefghijklmnopqrstuvwxyz234567"
                    .charAt(ThreadLocalRandom.current().nextInt(32)));
        }
        return new Story(new SampleEvents(hospital, PATIENT, "D0001", new PairId(pair.toString())));
    }

    /** Returns when the broker has all that was said in all stories. */
    public static void allIsSaid() {
        Topic.of(Topics.REQUESTS).flush();
    }

    String request() {
        return says.request().toString();
    }

    String pair() {
        return says.pair().toString();
    }

    public Story granted() {
        return submitted()
                .prechecked(PolicyOutcome.PERMIT)
                .consent(says.consentAsked(SampleEvents.unchanged()))
                .settled("CONSENT_ASKED")
                .consent(says.codeIssued(new byte[] {1}, 1))
                .consent(says.consentSigned(SampleEvents.unchanged()))
                .decided(PolicyOutcome.PERMIT)
                .request(says.doctorAsked(this::atNoon))
                .settled("CONSENT_ASKED", "DOCTOR_ASKED")
                .request(says.granted(this::atNoon))
                .settled("CONSENT_ASKED", "DOCTOR_ASKED", "CONTACT_GRANTED");
    }

    /** Eleven events as of a granted flow, to be said one by one. */
    public List<Runnable> steps() {
        return List.of(
                this::submitted,
                () -> prechecked(PolicyOutcome.PERMIT),
                () -> consent(says.consentAsked(SampleEvents.unchanged())),
                () -> settled("CONSENT_ASKED"),
                () -> consent(says.consentSigned(SampleEvents.unchanged())),
                () -> decided(PolicyOutcome.PERMIT),
                () -> request(says.doctorAsked(this::atNoon)),
                () -> settled("DOCTOR_ASKED"),
                () -> request(says.granted(this::atNoon)),
                () -> settled("CONTACT_GRANTED"),
                this::ended);
    }

    Story submitted() {
        return request(says.submitted(this::atNoon));
    }

    Story prechecked(PolicyOutcome outcome) {
        return say(Topics.DECISIONS, pair(), says.prechecked(outcome, this::timed));
    }

    Story decided(PolicyOutcome outcome) {
        return say(Topics.DECISIONS, pair(), says.decided(outcome, this::timed));
    }

    Story redirected() {
        return request(says.redirected(this::atNoon));
    }

    Story ended() {
        return request(says.ended("PATIENT", this::atNoon));
    }

    /** Everything so far once more, as a relay does after a crash. */
    Story twice() {
        List.copyOf(said).forEach(record -> Topic.of(record.topic()).queue(record));
        return this;
    }

    private void atNoon(ContactRequest.Builder request) {
        request.setSubmittedAt(NOON);
    }

    private void timed(Assessment.Builder assessment) {
        assessment.setSubmittedAt(NOON).setDecidedAt(now);
    }

    private Story request(SpecificRecord event) {
        return say(Topics.REQUESTS, pair(), event);
    }

    private Story consent(SpecificRecord event) {
        return say(Topics.CONSENTS, request(), event);
    }

    private Story settled(String... kinds) {
        Notification[] notifications = Arrays.stream(kinds)
                .map(kind -> SampleEvents.notification(kind, "PATIENT", NotificationState.SENT))
                .toArray(Notification[]::new);
        return say(Topics.NOTIFICATIONS, request(), says.settled(notifications));
    }

    private Story say(String topic, String document, SpecificRecord event) {
        long sequence = sequences.merge(topic, 1L, Long::sum);
        ProducerRecord<byte[], byte[]> record = Topic.of(topic)
                .as(Objects.requireNonNull(SERVICES.get(topic)), says.hospital())
                .record(pair(), document, sequence, event);
        record.headers().remove("ce_time").add("ce_time", now.toString().getBytes(StandardCharsets.UTF_8));
        now = now.plusMillis(100);
        said.add(record);
        Topic.of(topic).queue(record);
        return this;
    }
}
