package org.carecontact.consent;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.ConsentCommand;
import org.carecontact.consent.domain.ConsentEvent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.events.Assessment;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestState;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TestTokens;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything around one running consent-service: the other services, the people, and what Kafka hears. */
final class World {

    static final String HOSPITAL = "tongren";
    static final Duration SOON = Duration.ofSeconds(60);

    /** One request of a patient of their own. */
    record Scene(String hospital, String patient, String doctor, String pair, String request) {}

    /** What came back over HTTP. */
    record Answer(int status, JsonNode body, HttpHeaders headers) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** One event of the service, as Kafka has it. */
    record Heard(String key, String subject, long sequence, SpecificRecord event) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final AtomicLong SEQUENCES = new AtomicLong();
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", Installation.shared().bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ApplicationContext context;
    private final EventCodec codec;
    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();

    World(ApplicationContext context, EventCodec codec) {
        this.context = context;
        this.codec = codec;
        this.consents = consents(context);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Installation.shared().bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Consents.TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @SuppressWarnings("unchecked")
    private static Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents(
            ApplicationContext context) {
        return (Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection>)
                context.getBeanProvider(ResolvableType.forClassWithGenerics(
                                Documents.class,
                                ConsentCommand.class,
                                Consent.class,
                                ConsentEvent.class,
                                ConsentRejection.class))
                        .getObject();
    }

    // ---- people and their tokens

    Scene scene() {
        return scene(HOSPITAL);
    }

    Scene scene(String hospital) {
        int number = PEOPLE.incrementAndGet();
        String patient = String.format("P%06d", number);
        String doctor = String.format("D%04d", number);
        String pair = context.getBean(Pairs.class).id(hospital, patient, doctor);
        return new Scene(hospital, patient, doctor, pair, Pairs.request(pair, 1));
    }

    /** The same pair's next request. */
    static Scene next(Scene scene) {
        return new Scene(
                scene.hospital(),
                scene.patient(),
                scene.doctor(),
                scene.pair(),
                Pairs.request(scene.pair(), Integer.parseInt(scene.request().substring(27)) + 1));
    }

    static String patient(Scene scene) {
        return token(scene.hospital(), "patient", scene.patient())
                .patient(scene.patient())
                .build();
    }

    static String family(Scene scene, String relation) {
        return token(scene.hospital(), "family", "F-" + scene.patient())
                .patient(scene.patient())
                .claim("relation", relation)
                .build();
    }

    static String doctor(Scene scene) {
        return token(scene.hospital(), "doctor", scene.doctor()).build();
    }

    static String staff(String hospital) {
        return token(hospital, "staff", "S0001").build();
    }

    static TestTokens.Builder token(String hospital, String role, String person) {
        return TestTokens.shared()
                .token()
                .audience("consent-service")
                .hospital(hospital)
                .role(role)
                .person(person);
    }

    // ---- the other services

    /** Policy lets the request go on. */
    void prechecked(Scene scene, String signer, String... documents) {
        publish(
                "carecontact.decisions",
                "policy-service",
                scene,
                precheck(scene, signer, PolicyOutcome.PERMIT, documents));
    }

    static PolicyPrechecked precheck(Scene scene, String signer, PolicyOutcome outcome, String... documents) {
        return new PolicyPrechecked(Assessment.newBuilder()
                .setHospital(scene.hospital())
                .setPair(scene.pair())
                .setRequest(scene.request())
                .setNumber(1)
                .setPatient(scene.patient())
                .setDoctor(scene.doctor())
                .setDepartment("CARD")
                .setInstitutionType("PUBLIC_TERTIARY")
                .setScene("OUTPATIENT")
                .setPurpose("FOLLOW_UP_VISIT")
                .setRequester("PATIENT")
                .setSigner(signer)
                .setDocuments(Arrays.asList(documents))
                .setOutcome(outcome)
                .setVerdicts(List.of())
                .setPolicies(List.of())
                .setSubmittedAt(Instant.now())
                .setDecidedAt(Instant.now())
                .build());
    }

    /** Of request-service, about what became of the request. */
    void ended(Scene scene, SpecificRecord event) {
        publish("carecontact.requests", "request-service", scene, event);
    }

    static ContactRequest request(Scene scene, RequestState state) {
        return ContactRequest.newBuilder()
                .setHospital(scene.hospital())
                .setPair(scene.pair())
                .setRequest(scene.request())
                .setNumber(1)
                .setPatient(scene.patient())
                .setDoctor(scene.doctor())
                .setPurpose("FOLLOW_UP_VISIT")
                .setWish("ANY")
                .setRequester("PATIENT")
                .setRoute("PATIENT_PAGE")
                .setState(state)
                .setSubmittedAt(Instant.now())
                .build();
    }

    /** Gives back the number it was published under. */
    long publish(String topic, String service, Scene scene, SpecificRecord event) {
        long sequence = SEQUENCES.incrementAndGet();
        publish(topic, service, scene, sequence, event);
        return sequence;
    }

    void publish(String topic, String service, Scene scene, long sequence, SpecificRecord event) {
        send(EventCodec.record(
                topic,
                scene.pair(),
                event.getSchema().getFullName(),
                "/carecontact/" + service + "/" + scene.hospital(),
                scene.pair(),
                sequence,
                Instant.now(),
                "",
                codec.encode(topic, event)));
    }

    static void send(org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record) {
        try {
            PRODUCER.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- what the service says and keeps

    /** All events about a request so far, as a consumer sees them that drops the numbers it has seen. */
    synchronized List<Heard> heard(Scene scene) {
        consumer.poll(Duration.ofMillis(20)).forEach(record -> heard.add(heard(record)));
        List<Heard> ofThis = new ArrayList<>();
        for (Heard one : heard) {
            boolean next = ofThis.isEmpty() || one.sequence() > ofThis.getLast().sequence();
            if (next && one.subject().equals(scene.request())) {
                ofThis.add(one);
            }
        }
        return ofThis;
    }

    private Heard heard(ConsumerRecord<byte[], byte[]> record) {
        return new Heard(
                new String(record.key(), java.nio.charset.StandardCharsets.UTF_8),
                header(record, "ce_subject"),
                Long.parseLong(header(record, "ce_sequence")),
                codec.decode(record.topic(), record.value()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Waits until the service has taken in this event of another service. */
    void awaitApplied(Scene scene, String service, long sequence) {
        await().atMost(SOON)
                .until(() -> stored(scene)
                        .map(stored -> stored.sources().getOrDefault(service, 0L) >= sequence)
                        .orElse(false));
    }

    <E extends SpecificRecord> List<E> heard(Scene scene, Class<E> type) {
        return heard(scene).stream()
                .map(Heard::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The only event of this type about the request, as soon as it is there. */
    <E extends SpecificRecord> E hears(Scene scene, Class<E> type) {
        return await().atMost(SOON)
                .until(() -> heard(scene, type), all -> all.size() == 1)
                .getFirst();
    }

    /** The digits of the newest code, which only notification-service can read. */
    String code(Scene scene, int issue) {
        SigningCodeIssued issued = await().atMost(SOON)
                .until(
                        () -> heard(scene, SigningCodeIssued.class).stream()
                                .filter(one -> one.getIssue() == issue)
                                .toList(),
                        all -> !all.isEmpty())
                .getFirst();
        byte[] sealed = new byte[issued.getSealedCode().remaining()];
        issued.getSealedCode().duplicate().get(sealed);
        return context.getBean(Seal.class).open(sealed, "code:" + scene.request());
    }

    java.util.Optional<Stored<Consent>> stored(Scene scene) {
        return consents.find(scene.hospital(), scene.request());
    }

    void awaitState(Scene scene, Class<? extends Consent> state) {
        await().atMost(SOON)
                .until(() -> stored(scene)
                        .map(Stored::state)
                        .filter(state::isInstance)
                        .isPresent());
    }

    /** How many documents still hold events that Kafka has. */
    long outboxes() {
        return context.getBean(MongoTemplate.class)
                .getCollection("consents")
                .countDocuments(new org.bson.Document("owedSince", new org.bson.Document("$exists", true)));
    }

    /** As counted by the running service. */
    double documentWrites() {
        return context.getBean(MeterRegistry.class)
                .get("carecontact.document.writes")
                .counter()
                .count();
    }

    // ---- HTTP

    Answer get(String path, String token, String... headers) {
        return send(request(path, token, headers).GET().build());
    }

    Answer post(String path, String token, Object body) {
        return post(path, token, UUID.randomUUID().toString(), body);
    }

    Answer post(String path, String token, String key, Object body) {
        return send(request(path, token, "Idempotency-Key", key, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String path, String token, String... headers) {
        String port = context.getEnvironment().getProperty("local.server.port", "0");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    JSON.readTree(response.body().isEmpty() ? "null" : response.body()),
                    response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- steps

    /** Asked by policy, and known here. */
    Scene asked(String signer, String... documents) {
        Scene scene = scene();
        prechecked(scene, signer, documents);
        awaitState(scene, Consent.Asked.class);
        return scene;
    }

    Scene asked() {
        return asked("PATIENT", "CONSENT");
    }

    Answer read(Scene scene, String token) {
        return get("/consents/" + scene.request(), token);
    }

    /** A signature as it should be, with the newest code. */
    Map<String, Object> signature(String code, Answer read) {
        return new java.util.HashMap<>(Map.of(
                "code",
                code,
                "viewing",
                read.text("viewing"),
                "confirmations",
                read.body()
                        .path("confirmations")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                "separateConsent",
                true));
    }

    Answer askForCode(Scene scene, String token, Answer read) {
        return post("/consents/" + scene.request() + "/code", token, Map.of("viewing", read.text("viewing")));
    }

    Answer sign(Scene scene, String token, Map<String, Object> signature) {
        return post("/consents/" + scene.request() + "/signature", token, signature);
    }

    /** From the question to the signature. */
    Answer signed(Scene scene, String token) {
        Answer read = read(scene, token);
        askForCode(scene, token, read);
        return sign(scene, token, signature(code(scene, 1), read));
    }

    Answer withdraw(Scene scene, String token) {
        return post("/consents/" + scene.request() + "/withdrawal", token, Map.of());
    }

    Answer refuse(Scene scene, String token) {
        return post("/consents/" + scene.request() + "/refusal", token, Map.of());
    }

    boolean inForce(Scene scene, String token) {
        return get("/consents/" + scene.request() + "/in-force", token)
                .body()
                .path("inForce")
                .asBoolean();
    }
}
