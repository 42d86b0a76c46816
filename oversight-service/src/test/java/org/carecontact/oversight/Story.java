package org.carecontact.oversight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.carecontact.events.Alternative;
import org.carecontact.events.Assessment;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.Notification;
import org.carecontact.events.NotificationState;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.events.Verdict;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Installation;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** Speaks on the topics as the services do. */
public final class Events implements AutoCloseable {

    public static final String PATIENT = "P000001";
    public static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final EventCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;

    public Events() {
        Installation installation = Installation.shared();
        installation.createTopics(3, Topics.ofServices().toArray(String[]::new));
        try {
            EventTypes.register(installation.confluentUrl());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
        defaults.setResources(new ClassPathResource("carecontact-defaults.yml"));
        String prefix = "carecontact.registry.properties[";
        Map<String, String> registry = new HashMap<>();
        Objects.requireNonNull(defaults.getObject()).forEach((name, value) -> {
            if (name.toString().startsWith(prefix)) {
                String property = name.toString()
                        .substring(prefix.length(), name.toString().length() - 1);
                registry.put(
                        property, value.toString().replace("${carecontact.registry.url}", installation.registryUrl()));
            }
        });
        codec = new EventCodec(
                "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
                "io.apicurio.registry.serde.avro.AvroKafkaDeserializer",
                registry);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation.bootstrapServers(), "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One case at one hospital and what happens in it, each event a tenth of a second after the one before. */
    public final class Story {
        private final String hospital;
        private final String pair;
        private final String request;
        private final Map<String, Long> sequences = new HashMap<>();
        private final List<ProducerRecord<byte[], byte[]>> said = new ArrayList<>();
        private Instant now = NOON;

        Story(String hospital, String pair) {
            this.hospital = hospital;
            this.pair = pair;
            this.request = new RequestId(new PairId(pair), 1).toString();
        }

        public String request() {
            return request;
        }

        public Story granted() {
            return submitted()
                    .prechecked(PolicyOutcome.PERMIT)
                    .say(Topics.CONSENTS, request, new ConsentAsked(consent(ConsentState.ASKED)))
                    .say(Topics.NOTIFICATIONS, request, settled("CONSENT_ASKED"))
                    .say(
                            Topics.CONSENTS,
                            request,
                            new SigningCodeIssued(
                                    consent(ConsentState.ASKED),
                                    java.nio.ByteBuffer.wrap(new byte[] {1}),
                                    NOON.plusSeconds(600),
                                    1))
                    .say(Topics.CONSENTS, request, new ConsentSigned(consent(ConsentState.SIGNED)))
                    .decided(PolicyOutcome.PERMIT)
                    .say(Topics.REQUESTS, pair, new DoctorAsked(request(RequestState.AWAITING_DOCTOR)))
                    .say(Topics.NOTIFICATIONS, request, settled("CONSENT_ASKED", "DOCTOR_ASKED"))
                    .say(Topics.REQUESTS, pair, new ContactGranted(request(RequestState.GRANTED)))
                    .say(Topics.NOTIFICATIONS, request, settled("CONSENT_ASKED", "DOCTOR_ASKED", "CONTACT_GRANTED"));
        }

        /** Eleven events as of a granted flow, to be said one by one. */
        public List<Runnable> steps() {
            return List.of(
                    this::submitted,
                    () -> prechecked(PolicyOutcome.PERMIT),
                    () -> say(Topics.CONSENTS, request, new ConsentAsked(consent(ConsentState.ASKED))),
                    () -> say(Topics.NOTIFICATIONS, request, settled("CONSENT_ASKED")),
                    () -> say(Topics.CONSENTS, request, new ConsentSigned(consent(ConsentState.SIGNED))),
                    () -> decided(PolicyOutcome.PERMIT),
                    () -> say(Topics.REQUESTS, pair, new DoctorAsked(request(RequestState.AWAITING_DOCTOR))),
                    () -> say(Topics.NOTIFICATIONS, request, settled("DOCTOR_ASKED")),
                    () -> say(Topics.REQUESTS, pair, new ContactGranted(request(RequestState.GRANTED))),
                    () -> say(Topics.NOTIFICATIONS, request, settled("CONTACT_GRANTED")),
                    this::ended);
        }

        public Story submitted() {
            return say(Topics.REQUESTS, pair, new ContactRequestSubmitted(request(RequestState.SUBMITTED)));
        }

        public Story prechecked(PolicyOutcome outcome) {
            return say(Topics.DECISIONS, pair, new PolicyPrechecked(assessment(outcome)));
        }

        public Story decided(PolicyOutcome outcome) {
            return say(Topics.DECISIONS, pair, new PolicyDecided(assessment(outcome)));
        }

        public Story redirected() {
            return say(Topics.REQUESTS, pair, new RequestRedirected(request(RequestState.REDIRECTED)));
        }

        public Story ended() {
            return say(Topics.REQUESTS, pair, new ContactEnded(request(RequestState.ENDED)));
        }

        /** Everything so far once more, as a relay does after a crash. */
        public Story twice() {
            List.copyOf(said).forEach(this::send);
            return this;
        }

        private Story say(String topic, String document, SpecificRecord event) {
            String service = Map.of(
                            Topics.REQUESTS, "request-service",
                            Topics.CONSENTS, "consent-service",
                            Topics.DECISIONS, "policy-service",
                            Topics.NOTIFICATIONS, "notification-service")
                    .get(topic);
            long sequence = sequences.merge(topic, 1L, Long::sum);
            ProducerRecord<byte[], byte[]> record = EventCodec.record(
                    topic,
                    pair,
                    event.getSchema().getFullName(),
                    "/carecontact/" + service + "/" + hospital,
                    document,
                    sequence,
                    now,
                    "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01",
                    codec.encode(topic, event));
            now = now.plusMillis(100);
            said.add(record);
            send(record);
            return this;
        }

        private void send(ProducerRecord<byte[], byte[]> record) {
            var _ = producer.send(record);
        }

        private ContactRequest request(RequestState state) {
            return ContactRequest.newBuilder()
                    .setHospital(hospital)
                    .setPair(pair)
                    .setRequest(request)
                    .setNumber(1)
                    .setPatient(PATIENT)
                    .setDoctor("D0001")
                    .setPurpose("CHRONIC_CARE")
                    .setWish("WECOM")
                    .setRequester("PATIENT")
                    .setRoute("PATIENT_PAGE")
                    .setState(state)
                    .setSubmittedAt(NOON)
                    .setReason(state == RequestState.REDIRECTED ? "doctor-not-opted-in" : null)
                    .setAlternatives(
                            state == RequestState.REDIRECTED
                                    ? List.of(new Alternative("HOSPITAL_APP", "https://app.invalid/"))
                                    : List.of())
                    .build();
        }

        private Consent consent(ConsentState state) {
            return Consent.newBuilder()
                    .setHospital(hospital)
                    .setPair(pair)
                    .setRequest(request)
                    .setNumber(1)
                    .setPatient(PATIENT)
                    .setDoctor("D0001")
                    .setSigner("PATIENT")
                    .setState(state)
                    .setAskedAt(NOON)
                    .build();
        }

        private Assessment assessment(PolicyOutcome outcome) {
            boolean permit = outcome == PolicyOutcome.PERMIT;
            return Assessment.newBuilder()
                    .setHospital(hospital)
                    .setPair(pair)
                    .setRequest(request)
                    .setNumber(1)
                    .setPatient(PATIENT)
                    .setDoctor("D0001")
                    .setDepartment("CARD")
                    .setInstitutionType(hospital.equals("meiyan") ? "PRIVATE_SPECIALTY" : "PUBLIC_TERTIARY")
                    .setScene(hospital.equals("meiyan") ? "INPATIENT" : "OUTPATIENT")
                    .setPurpose("CHRONIC_CARE")
                    .setRequester("PATIENT")
                    .setSigner("PATIENT")
                    .setDocuments(List.of("CONSENT"))
                    .setOutcome(outcome)
                    .setVerdicts(List.of(
                            new Verdict("NECESSITY", true, List.of("follow-up-needed")),
                            new Verdict("BOUNDARY", permit, List.of("doctor-not-opted-in"))))
                    .setWaitsFor(outcome == PolicyOutcome.DEFER ? "ENCOUNTER_FINISHED" : null)
                    .setPolicies(List.of("national/1"))
                    .setSubmittedAt(NOON)
                    .setDecidedAt(now)
                    .build();
        }

        private NotificationsSettled settled(String... kinds) {
            List<Notification> all = new ArrayList<>();
            for (String kind : kinds) {
                all.add(Notification.newBuilder()
                        .setKind(kind)
                        .setRecipient("PATIENT")
                        .setSystem("sms")
                        .setState(NotificationState.SENT)
                        .setProviderCalls(1)
                        .setChangedAt(now)
                        .build());
            }
            return new NotificationsSettled(hospital, pair, request, all);
        }
    }

    /** A case of this hospital that no other test has. */
    public Story story(String hospital) {
        String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        StringBuilder pair = new StringBuilder();
        for (int i = 0; i < 26; i++) {
            pair.append(alphabet.charAt(
                    java.util.concurrent.ThreadLocalRandom.current().nextInt(32)));
        }
        return new Story(hospital, pair.toString());
    }

    /** Any bytes under the headers of an event. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record);
    }

    /** Waits until the broker has all that was said. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
