package org.carecontact.notification.dispatch;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service as a whole on the real parts, with a provider that records; one for all its tests. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class ServiceTest {

    public static final Duration SOON = Duration.ofSeconds(60);
    static final Phones PHONES = new Phones();
    private static final String DATABASE = "notification_tests";
    private static final AtomicLong SEQUENCE = new AtomicLong();

    @Autowired
    Pairs pairs;

    @Autowired
    Seal seal;

    @Autowired
    EventCodec events;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> correspondences;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws IOException {
        Installation installation = Installation.shared();
        installation.registerInto(properties, "notification-service");
        installation.createTopics(
                3,
                "carecontact.consents",
                "carecontact.requests",
                "carecontact.notifications",
                "hospital.tongren.patients",
                "hospital.tongren.doctors",
                "hospital.meiyan.patients",
                "notification-service.dead-letters");
        EventTypes.register(installation.confluentUrl());
        String throughProxy = "mongodb://127.0.0.1:" + Parts.MONGO_PROXY.port() + "/" + DATABASE
                + "?serverSelectionTimeoutMS=500&connectTimeoutMS=500&socketTimeoutMS=2000&heartbeatFrequencyMS=500";
        properties.add("spring.mongodb.uri", () -> throughProxy);
        properties.add("carecontact.provider.url", () -> "http://127.0.0.1:" + Parts.PHONES_PROXY.port());
        properties.add("carecontact.provider.timeout", () -> "15s");
        properties.add("carecontact.limits.unknown-after", () -> "30s");
        properties.add("carecontact.limits.first-back-off", () -> "200ms");
        properties.add("carecontact.limits.longest-back-off", () -> "1s");
        properties.add("carecontact.limits.attempts", () -> "12");
        properties.add("carecontact.dispatch.calls-at-once", () -> "2");
        properties.add("carecontact.sweep-every", () -> "500ms");
    }

    @BeforeEach
    void everybodyAnswers() {
        PHONES.answer(Phones.ACCEPT);
    }

    @AfterEach
    void everythingIsHealed() {
        mongoHeals();
    }

    static void mongoIsCut() {
        Parts.MONGO_PROXY.cut();
    }

    private boolean mongoOpen() {
        try (Socket socket = new java.net.Socket("127.0.0.1", Parts.MONGO_PROXY.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void mongoHeals() {
        if (!mongoOpen()) {
            Parts.MONGO_PROXY.heal();
        }
    }

    static void phonesAreCut() {
        Parts.PHONES_PROXY.cut();
    }

    static void phonesHeal() {
        Parts.PHONES_PROXY.heal();
    }

    /** With the next number of its document. */
    void consent(Case one, SpecificRecord event) {
        publish("carecontact.consents", "consent-service", one.request, one.pair, event, SEQUENCE.incrementAndGet());
    }

    void request(Case one, SpecificRecord event) {
        publish("carecontact.requests", "request-service", one.pair, one.pair, event, SEQUENCE.incrementAndGet());
    }

    void request(Case one, SpecificRecord event, long sequence) {
        publish("carecontact.requests", "request-service", one.pair, one.pair, event, sequence);
    }

    void publish(String topic, String service, String subject, String key, SpecificRecord event, long sequence) {
        send(EventCodec.record(
                topic,
                key,
                event.getSchema().getFullName(),
                "/carecontact/" + service + "/tongren",
                subject,
                sequence,
                Instant.now(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                events.encode(topic, event)));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            Parts.PRODUCER.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The hospital knows how to reach both. */
    void known(Case one) {
        patientKnown(one, "PATIENT", one.patientsPhone);
        doctorKnown(one);
    }

    void doctorKnown(Case one) {
        publish(
                "hospital." + one.hospital + ".doctors",
                "hospital-gateway",
                one.doctor,
                one.hospital + ":" + one.doctor,
                new DoctorChanged(
                        one.hospital,
                        one.doctor,
                        "ORTHO",
                        true,
                        ByteBuffer.wrap(
                                seal.close(one.doctorsPhone, SealPurposes.contact(one.hospital, "DOCTOR", one.doctor))),
                        Instant.now()),
                1);
    }

    void patientKnown(Case one, String role, String phone) {
        publish(
                "hospital." + one.hospital + ".patients",
                "hospital-gateway",
                one.patient,
                one.hospital + ":" + one.patient,
                registered(one, role, phone),
                1);
    }

    /** The hospital knows the patient's own number and the family's. */
    void familyKnown(Case one, String familysPhone) {
        publish(
                "hospital." + one.hospital + ".patients",
                "hospital-gateway",
                one.patient,
                one.hospital + ":" + one.patient,
                new PatientRegistered(
                        one.hospital,
                        one.patient,
                        List.of(point(one, "PATIENT", one.patientsPhone), point(one, "GUARDIAN", familysPhone)),
                        Instant.now()),
                1);
    }

    SpecificRecord registered(Case one, String role, String phone) {
        return new PatientRegistered(one.hospital, one.patient, List.of(point(one, role, phone)), Instant.now());
    }

    private SealedContactPoint point(Case one, String role, String phone) {
        return new SealedContactPoint(
                role, "sms", ByteBuffer.wrap(seal.close(phone, SealPurposes.contact(one.hospital, role, one.patient))));
    }

    void awaitRecipient(String id) {
        await().atMost(SOON).until(() -> recipient(id).isPresent());
    }

    Optional<Document> recipient(String id) {
        return Optional.ofNullable(
                collection("recipients").find(new Document("_id", id)).first());
    }

    static MongoCollection<Document> collection(String name) {
        return Parts.MONGO.getDatabase(DATABASE).getCollection(name);
    }

    List<Notice> notices(Case one) {
        return correspondences
                .find(one.hospital, one.request)
                .map(stored -> stored.state() instanceof Ongoing ongoing ? ongoing.notices() : List.<Notice>of())
                .orElse(List.of());
    }

    /** As KIND/TO=STATE(reason), in the order in which they were intended. */
    List<String> told(Case one) {
        return notices(one).stream()
                .map(notice -> notice.key().kind() + "/" + notice.key().to() + "="
                        + notice.delivery().publicState()
                        + notice.delivery().why().map(why -> "(" + why + ")").orElse(""))
                .toList();
    }

    void awaitTold(Case one, String... expected) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(MongoException.class) // a test may just have cut it
                .untilAsserted(() ->
                        org.assertj.core.api.Assertions.assertThat(told(one)).containsExactly(expected));
    }

    /** All records of a topic with this key, from its beginning. */
    static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Installation.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    double count(String counter) {
        return meters.counter(counter).count();
    }

    /** What the tests hold in their own hands, started by the first use. */
    private static final class Parts {
        static final URI DIRECT = URI.create(Installation.shared().mongoUri(DATABASE));
        static final TcpProxy MONGO_PROXY = TcpProxy.to("127.0.0.1", DIRECT.getPort());
        static final TcpProxy PHONES_PROXY =
                TcpProxy.to("127.0.0.1", URI.create(PHONES.url()).getPort());
        static final MongoClient MONGO = MongoClients.create(DIRECT.toString());
        static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
                Map.of("bootstrap.servers", Installation.shared().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
