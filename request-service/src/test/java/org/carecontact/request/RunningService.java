package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.carecontact.events.Assessment;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ContactHours;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TestTokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on the real broker, registry and Mongo server, spoken to over HTTP and Kafka only. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningService {

    static final String HOSPITAL = "tongren";
    static final String NEED = "术后第二周需要按医嘱调整药量";
    static final ConsentDouble CONSENT_SERVICE = new ConsentDouble();
    static final Duration SOON = Duration.ofSeconds(60);
    static final JsonMapper JSON = JsonMapper.shared();

    private static final AtomicInteger PEOPLE = new AtomicInteger(100);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    EventCodec codec;

    @Autowired
    Pairs pairs;

    @Value("${local.server.port}")
    int port;

    @DynamicPropertySource
    static void installation(DynamicPropertyRegistry properties) throws IOException {
        Installation installation = Installation.shared();
        installation.registerInto(properties, "request-service");
        EventTypes.register(installation.confluentUrl());
        installation.createTopics(
                6,
                Topics.REQUESTS,
                Topics.CONSENTS,
                Topics.DECISIONS,
                Topics.deadLetters("request-service"));
        properties.add("carecontact.consent-service.url", CONSENT_SERVICE::url);
        properties.add("carecontact.clear-after", () -> "1h"); // so that writes can be counted
        properties.add("carecontact.landing.link", () -> "https://{hospital}.example/{kind}");
    }

    /** An answer of the service. */
    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }

        /** Last part of the problem's type. */
        String problem() {
            String type = text("type");
            return type.substring(type.lastIndexOf('/') + 1);
        }

        String zh(String member) {
            return body.path("zh").path(member).asString("");
        }
    }

    /** A patient and a doctor whom no other test knows. */
    final class People {
        final int number = PEOPLE.incrementAndGet();
        final String patient = "P" + number;
        final String doctor = "D" + number;
        final String pair = pairs.of(HOSPITAL, patient, doctor).toString();
        final String patientToken = token("patient", patient, patient);
        final String doctorToken = token("doctor", doctor, null);

        String request(int which) {
            return new RequestId(new PairId(pair), which).toString();
        }

        String statement() {
            return RunningService.statement(doctor);
        }

        Answer submit() {
            return post("/requests", patientToken, statement());
        }

        Answer show() {
            return get("/requests/" + request(1), patientToken);
        }

        void awaitState(String state) {
            await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> show().text("state"), state::equals);
        }

        void prechecked(long sequence, PolicyOutcome outcome) {
            publish(DECISIONS, pair, sequence, new PolicyPrechecked(assessment(1, outcome, said -> {})));
        }

        void decided(long sequence, PolicyOutcome outcome) {
            decided(sequence, outcome, said -> {});
        }

        void decided(long sequence, PolicyOutcome outcome, Consumer<Assessment.Builder> more) {
            publish(DECISIONS, pair, sequence, new PolicyDecided(assessment(1, outcome, more)));
        }

        Answer answer(String body) {
            return post("/requests/" + request(1) + "/answer", doctorToken, body);
        }

        /** Up to the doctor's answer. */
        void untilTheDoctorIsAsked() {
            submit();
            prechecked(1, PolicyOutcome.PERMIT);
            decided(2, PolicyOutcome.PERMIT);
            awaitState("AWAITING_DOCTOR");
        }

        void untilGranted() {
            untilTheDoctorIsAsked();
            answer("{\"answer\":\"ACCEPT\"}");
        }

        Assessment assessment(int which, PolicyOutcome outcome, Consumer<Assessment.Builder> more) {
            Assessment.Builder said = Assessment.newBuilder()
                    .setHospital(HOSPITAL)
                    .setPair(pair)
                    .setRequest(request(which))
                    .setNumber(which)
                    .setPatient(patient)
                    .setDoctor(doctor)
                    .setDepartment("CARD")
                    .setInstitutionType("PUBLIC_TERTIARY")
                    .setScene("OUTPATIENT")
                    .setPurpose("MEDICATION_ADJUSTMENT")
                    .setRequester("PATIENT")
                    .setSigner("PATIENT")
                    .setDocuments(List.of("CONSENT"))
                    .setOutcome(outcome)
                    .setVerdicts(List.of(new org.carecontact.events.Verdict(
                            "BOUNDARY",
                            outcome == PolicyOutcome.PERMIT,
                            outcome == PolicyOutcome.PERMIT ? List.of() : List.of("doctor-not-opted-in"))))
                    .setChannels(outcome == PolicyOutcome.PERMIT ? List.of("WECOM", "HOSPITAL_APP") : List.of())
                    .setHours(new ContactHours("09:00", "17:00", List.of(1, 2, 3, 4, 5)))
                    .setContactDays(30)
                    .setAlternatives(
                            outcome == PolicyOutcome.DENY
                                    ? List.of(new org.carecontact.events.Alternative(
                                            "FOLLOW_UP_SYSTEM", "https://tongren.example/follow-up"))
                                    : List.of())
                    .setPolicies(List.of("national/1"))
                    .setConsentSequence(outcome == PolicyOutcome.PERMIT ? 2L : null)
                    .setSubmittedAt(Instant.now())
                    .setDecidedAt(Instant.now());
            more.accept(said);
            return said.build();
        }

        Consent consent(int which, ConsentState state) {
            return Consent.newBuilder()
                    .setHospital(HOSPITAL)
                    .setPair(pair)
                    .setRequest(request(which))
                    .setNumber(which)
                    .setPatient(patient)
                    .setDoctor(doctor)
                    .setSigner("PATIENT")
                    .setState(state)
                    .setAskedAt(Instant.now())
                    .build();
        }

        /** What the requests topic has of this pair, in order, each number once. */
        List<SpecificRecord> published() {
            return RunningService.this.published(pair).stream()
                    .map(record -> codec.decode(record.topic(), record.value()))
                    .toList();
        }

        /** Once there are so many, and no more. */
        void awaitPublished(Class<?>... types) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(published()).map(Object::getClass).containsExactly(types));
        }
    }

    static final String DECISIONS = Topics.DECISIONS;
    static final String CONSENTS = Topics.CONSENTS;

    static String statement(String doctor) {
        return """
                {"doctor":"%s","purpose":"MEDICATION_ADJUSTMENT","need":"%s","wish":"WECOM",\
                "promises":{"workingHoursOnly":true,"nonUrgentNeverDisturbs":true,"concise":true},\
                "privacy":{"doctorWorkInformation":true,"patientData":true}}""".formatted(doctor, NEED);
    }

    static String token(String role, String person, @org.jspecify.annotations.Nullable String patient) {
        return token(HOSPITAL, role, person, patient);
    }

    static String familyToken(String person, String patient, String relation) {
        return TestTokens.shared()
                .token()
                .hospital(HOSPITAL)
                .role("family")
                .person(person)
                .patient(patient)
                .claim("relation", relation)
                .audience("request-service")
                .build();
    }

    static String token(
            String hospital, String role, String person, @org.jspecify.annotations.Nullable String patient) {
        var token = TestTokens.shared()
                .token()
                .hospital(hospital)
                .role(role)
                .person(person)
                .audience("request-service", "consent-service");
        return (patient == null ? token : token.patient(patient)).build();
    }

    Answer post(String path, String token, String body) {
        return post(path, token, UUID.randomUUID().toString(), body);
    }

    Answer post(String path, String token, String key, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(String path, String token) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(SOON).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** As policy-service and consent-service publish. */
    void publish(String topic, String pair, long sequence, SpecificRecord event) {
        String service = topic.equals(DECISIONS) ? "policy-service" : "consent-service";
        var record = EventCodec.record(
                topic,
                pair,
                event.getSchema().getFullName(),
                "/carecontact/" + service + "/" + HOSPITAL,
                pair,
                sequence,
                Instant.now(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                codec.encode(topic, event));
        try {
            Producer.shared().send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<ConsumerRecord<byte[], byte[]>> published(String pair) {
        return Published.of(pair);
    }

    /** Reads the requests topic along, dropping repetitions by their ids as a consumer does. */
    private static final class Published {

        private static final Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> BY_PAIR =
                new ConcurrentHashMap<>();

        static {
            Thread.ofPlatform().daemon().name("published").start(Published::read);
        }

        static List<ConsumerRecord<byte[], byte[]>> of(String pair) {
            return List.copyOf(BY_PAIR.getOrDefault(pair, Map.of()).values());
        }

        private static void read() {
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers", Installation.shared().bootstrapServers()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(Topics.REQUESTS).stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (true) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        BY_PAIR.computeIfAbsent(
                                        new String(record.key(), StandardCharsets.UTF_8),
                                        pair -> new ConcurrentSkipListMap<>())
                                .putIfAbsent(id(record), record);
                    }
                }
            }
        }

        private static String id(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        }
    }

    private static final class Producer {

        private static final KafkaProducer<byte[], byte[]> SHARED = new KafkaProducer<>(
                Map.of("bootstrap.servers", Installation.shared().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());

        static KafkaProducer<byte[], byte[]> shared() {
            return SHARED;
        }
    }
}
