package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.bson.Document;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.NotificationApplication;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.carecontact.testsupport.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service on the shared rig, with a provider that records and connections to cut; one for all its tests. */
public abstract class RunningNotifications {

    static final String HOSPITAL = "tongren";
    static final Phones PHONES = new Phones();

    /** A hospital with providers of its own. */
    static final String EQUIPPED = "huaxin";

    /** A hospital with the same provider in a place where it is night now, wherever that is. */
    static final String ASLEEP = "yewan";

    /** A hospital with accounts at all vendors, as the twin plays them. */
    static final String TWINNED = "shuangsheng";

    /** A hospital whose patients follow its official account. */
    static final String FOLLOWED = "guanzhu";

    static final Twin TWIN = new Twin();

    static final String CALLBACK = "a-secret-path-of-24-letters";
    static final FakeAliyun ALIYUN = new FakeAliyun();
    static final FakeAliyun SPARE = new FakeAliyun();

    private static final String NAME = "notification-service";
    private static final String DATABASE = "notification_tests";
    private static final URI MONGO = URI.create(Installation.shared().mongoUri(DATABASE));
    private static final TcpProxy MONGO_PROXY = TcpProxy.to("127.0.0.1", MONGO.getPort());
    private static final TcpProxy PHONES_PROXY =
            TcpProxy.to("127.0.0.1", URI.create(PHONES.url()).getPort());
    private static final MongoClient PAST_THE_PROXY = MongoClients.create(MONGO.toString());

    public static final RunningService SERVICE = RunningService.of(NotificationApplication.class, NAME)
            .topics(
                    3,
                    Topics.CONSENTS,
                    Topics.REQUESTS,
                    Topics.NOTIFICATIONS,
                    Topics.patients(HOSPITAL),
                    Topics.doctors(HOSPITAL),
                    Topics.patients("meiyan"),
                    Topics.patients(EQUIPPED),
                    Topics.doctors(EQUIPPED),
                    Topics.patients(ASLEEP),
                    Topics.patients(TWINNED),
                    Topics.doctors(TWINNED),
                    Topics.patients(FOLLOWED),
                    Topics.doctors(FOLLOWED),
                    Topics.deadLetters(NAME))
            .with(
                    "spring.mongodb.uri",
                    "mongodb://127.0.0.1:" + MONGO_PROXY.port() + "/" + DATABASE
                            + "?serverSelectionTimeoutMS=500&connectTimeoutMS=500&socketTimeoutMS=2000"
                            + "&heartbeatFrequencyMS=500")
            .with("carecontact.provider.url", "http://127.0.0.1:" + PHONES_PROXY.port())
            .with("carecontact.provider.timeout", "15s")
            .with("carecontact.hospitals.folder", providers())
            .with("carecontact.limits.unknown-after", "40s")
            .with("carecontact.limits.first-back-off", "200ms")
            .with("carecontact.limits.longest-back-off", "1s")
            .with("carecontact.limits.attempts", "16")
            .with("carecontact.limits.settled-within", "10s") // longer than a late call of the twin takes
            .with("carecontact.dispatch.calls-at-once", "16")
            .with("carecontact.rates.factor", 10_000) // one client sends all random requests
            .with("carecontact.sweep-every", "500ms")
            .start();

    private static String providers() {
        StringBuilder templates = new StringBuilder();
        for (NoticeKind kind : NoticeKind.values()) {
            templates
                    .append("      ")
                    .append(kind)
                    .append(": SMS_")
                    .append(kind.ordinal())
                    .append('\n');
        }
        templates.append("      DIGEST: SMS_90\n      EMERGENCY: SMS_91\n");
        String file = """
                people: invented
                order: [main, spare]
                providers:
                  main:
                    vendor: aliyun
                    endpoint: %s
                    key-id: testAk
                    key-secret: testSecret
                    signature: 测试医院
                    callback: %s
                    templates:
                %s
                  spare:
                    vendor: aliyun
                    endpoint: %s
                    key-id: testAk
                    key-secret: testSecret
                    signature: 测试医院
                    templates:
                %s
                """.formatted(ALIYUN.url(), CALLBACK, templates, SPARE.url(), templates);
        try {
            Path folder = Files.createTempDirectory("providers");
            providersOf(folder, EQUIPPED, file);
            providersOf(folder, TWINNED, TWIN.hospitalsFile());
            providersOf(folder, FOLLOWED, TWIN.followedHospitalsFile());
            int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
            int offset = 2 - hour < -12 ? 26 - hour : 2 - hour;
            String night =
                    "zone: \"%s\"\nquiet: {from: \"21:30\", until: \"08:00\"}\n".formatted(ZoneOffset.ofHours(offset));
            providersOf(folder, ASLEEP, night + file.replace("    callback: " + CALLBACK + "\n", ""));
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void providersOf(Path folder, String hospital, String text) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(hospital)).resolve("providers.yml"), text);
    }

    final Pairs pairs = SERVICE.bean(Pairs.class);
    final Seal seal = SERVICE.bean(Seal.class);
    final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences = SERVICE.bean(
                    Documents.class,
                    CorrespondenceCommand.class,
                    Correspondence.class,
                    CorrespondenceEvent.class,
                    CorrespondenceRejection.class);

    @BeforeEach
    void everybodyAnswers() {
        PHONES.answer(Phones.ACCEPT);
    }

    @AfterEach
    void everythingIsHealed() {
        mongoHeals();
        phonesHeal();
    }

    static void mongoIsCut() {
        MONGO_PROXY.cut();
    }

    static void mongoHeals() {
        MONGO_PROXY.heal();
    }

    static void phonesAreCut() {
        PHONES_PROXY.cut();
    }

    static void phonesHeal() {
        PHONES_PROXY.heal();
    }

    // ---- the other services

    /** With the next number of its document. */
    static void consent(Case one, SpecificRecord event) {
        Topic.of(Topics.CONSENTS).as("consent-service", one.hospital).send(one.pair, one.request, event);
    }

    static void request(Case one, SpecificRecord event) {
        request(one, event, Topic.nextSequence());
    }

    static void request(Case one, SpecificRecord event, long sequence) {
        Topic.of(Topics.REQUESTS).as("request-service", one.hospital).send(one.pair, one.pair, sequence, event);
    }

    // ---- the hospital

    /** The hospital knows how to reach both. */
    void known(Case one) {
        patientKnown(one, "PATIENT", one.patientsPhone);
        doctorKnown(one);
    }

    void doctorKnown(Case one) {
        byte[] sealed = seal.close(one.doctorsPhone, SealPurposes.contact(one.hospital, "DOCTOR", one.doctor));
        Topic.of(Topics.doctors(one.hospital))
                .as("hospital-gateway", one.hospital)
                .send(
                        one.says.doctorKey(),
                        one.doctor,
                        1,
                        one.says.doctorListed(listed -> listed.setSealedContactPoint(ByteBuffer.wrap(sealed))));
    }

    void patientKnown(Case one, String role, String phone) {
        patientKnown(one, point(one, role, "sms", phone));
    }

    /** The hospital knows these ways to the patient and the family. */
    static void patientKnown(Case one, SealedContactPoint... points) {
        registers(one.hospital, one, registered(one, points));
    }

    /** A hospital says this of the patient, who may be another one's. */
    static void registers(String hospital, Case one, PatientRegistered registered) {
        Topic.of(Topics.patients(hospital))
                .as("hospital-gateway", hospital)
                .send(one.says.patientKey(), one.patient, 1, registered);
    }

    /** The hospital tells this name, or none, and a way to reach the patient. */
    void patientNamed(Case one, @Nullable String name) {
        registers(one.hospital, one, named(one, name == null ? null : sealedName(one, name)));
    }

    PatientRegistered named(Case one, @Nullable ByteBuffer sealedName) {
        return one.says.registered(registered -> registered
                .setContactPoints(List.of(point(one, "PATIENT", "sms", one.patientsPhone)))
                .setSealedName(sealedName));
    }

    ByteBuffer sealedName(Case one, String name) {
        return ByteBuffer.wrap(seal.close(name, SealPurposes.name(one.hospital, "PATIENT", one.patient)));
    }

    static PatientRegistered registered(Case one, SealedContactPoint... points) {
        return one.says.registered(registered -> registered.setContactPoints(Arrays.asList(points)));
    }

    SealedContactPoint point(Case one, String role, String system, String to) {
        byte[] sealed = seal.close(to, SealPurposes.contact(one.hospital, role, one.patient));
        return new SealedContactPoint(role, system, ByteBuffer.wrap(sealed));
    }

    // ---- what the service keeps

    static void awaitRecipient(String id) {
        Eventually.holds(() -> recipient(id).isPresent());
    }

    static Optional<Document> recipient(String id) {
        return found("recipients", id);
    }

    static Optional<Document> correspondence(Case one) {
        return found("correspondences", one.request);
    }

    private static Optional<Document> found(String collection, String id) {
        return Optional.ofNullable(
                collection(collection).find(new Document("_id", id)).first());
    }

    static MongoCollection<Document> collection(String name) {
        return PAST_THE_PROXY.getDatabase(DATABASE).getCollection(name);
    }

    List<Notice> notices(Case one) {
        return correspondences
                .find(one.hospital, one.request)
                .map(stored -> stored.state() instanceof Ongoing ongoing ? ongoing.notices() : List.<Notice>of())
                .orElse(List.of());
    }

    /** As KIND/TO=STATE(reason), in the order in which they were intended. */
    private List<String> told(Case one) {
        return notices(one).stream()
                .map(notice -> notice.key().kind() + "/" + notice.key().to() + "="
                        + notice.delivery().publicState()
                        + notice.delivery().why().map(why -> "(" + why + ")").orElse(""))
                .toList();
    }

    void awaitTold(Case one, String... expected) {
        await().atMost(Eventually.LIMIT)
                .ignoreExceptionsInstanceOf(MongoException.class) // a test may just have cut it
                .untilAsserted(() -> assertThat(told(one)).containsExactly(expected));
    }

    static void awaitParked(String key) {
        ParkedRecords parked = SERVICE.bean(ParkedRecords.class);
        Eventually.holds(
                () -> parked.list().stream().anyMatch(each -> each.key().equals(key)));
    }
}
