package org.carecontact.consent;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.bson.Document;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.consents.domain.Viewing;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.events.AgeBand;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.TestTokens;
import org.carecontact.testsupport.Topic;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** The people around a running consent-service, and the words of consents for the shared rig. */
final class World {

    static final String HOSPITAL = "tongren";
    static final String OTHER_HOSPITAL = "meiyan";

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    /** A signer who was shown the consent and asked for a code. */
    record Reader(SampleEvents scene, String patient, Answer read) {}

    private final RunningService service;
    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;

    World(ApplicationContext context) {
        this.service = RunningService.in(context, "consent-service");
        this.consents = service.bean(
                Documents.class, ConsentCommand.class, Consent.class, ConsentEvent.class, ConsentRejection.class);
    }

    // ---- people and their tokens

    /** One request of a patient of their own. */
    SampleEvents scene() {
        return scene(HOSPITAL);
    }

    SampleEvents scene(String hospital) {
        int number = PEOPLE.incrementAndGet();
        String patient = String.format("P%06d", number);
        String doctor = String.format("D%04d", number);
        return new SampleEvents(
                hospital, patient, doctor, service.bean(Pairs.class).of(hospital, patient, doctor));
    }

    static String patient(SampleEvents scene) {
        return token(scene.hospital(), "patient", scene.patient().value())
                .patient(scene.patient().value())
                .build();
    }

    static String family(SampleEvents scene, String relation) {
        return family(scene).claim("relation", relation).build();
    }

    static TestTokens.Builder family(SampleEvents scene) {
        return token(scene.hospital(), "family", "F-" + scene.patient())
                .patient(scene.patient().value());
    }

    static String doctor(SampleEvents scene) {
        return token(scene.hospital(), "doctor", scene.doctor().value()).build();
    }

    /** A program of the hospital. */
    static String system(String hospital) {
        return token(hospital, "system", "HIS-1").build();
    }

    static String staff(String hospital) {
        return staff(hospital, "S0001");
    }

    static String staff(String hospital, String person) {
        return token(hospital, "staff", person).build();
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

    /** Policy lets the request go on; returns the number of the event. */
    long prechecked(SampleEvents scene, String signer, String... documents) {
        return decisions(scene).send(scene.pair(), precheck(scene, signer, PolicyOutcome.PERMIT, documents));
    }

    static Topic.Sender decisions(SampleEvents scene) {
        return Topic.of(Topics.DECISIONS).as("policy-service", scene.hospital());
    }

    static PolicyPrechecked precheck(SampleEvents scene, String signer, PolicyOutcome outcome, String... documents) {
        return scene.prechecked(outcome, precheck -> precheck.setSigner(signer).setDocuments(Arrays.asList(documents)));
    }

    /** Request-service tells how the request ended. */
    static void ended(SampleEvents scene, SpecificRecord event) {
        Topic.of(Topics.REQUESTS).as("request-service", scene.hospital()).send(scene.pair(), event);
    }

    /** Request-service tells that the patient's number was merged; returns the number of the event. */
    static long carried(SampleEvents scene, PairCarried event) {
        return Topic.of(Topics.REQUESTS).as("request-service", scene.hospital()).send(scene.pair(), event);
    }

    /** The hospital tells the patient's age band. */
    static void aged(SampleEvents scene, AgeBand band, int sequence) {
        aged(scene, scene.hospital(), band, sequence);
    }

    /** A hospital tells the age band of a patient, its own or not. */
    static void aged(SampleEvents scene, String by, AgeBand band, int sequence) {
        Topic.of(Topics.encounters(by))
                .as("hospital-gateway", by)
                .send(scene.patientKey(), scene.patientKey(), sequence, scene.ageChanged(band));
    }

    /** Waits until the service knows the patient's age band. */
    void awaitAge(SampleEvents scene, AgeBand band) {
        Eventually.holds(() -> service.bean(MongoTemplate.class)
                        .getCollection("ages")
                        .countDocuments(new Document("_id", scene.patientKey()).append("state.band", band.name()))
                == 1);
    }

    // ---- what the service publishes and keeps

    /** All events about a request so far. */
    static List<Topic.Event> heard(SampleEvents scene) {
        return Topic.of(Topics.CONSENTS).events(scene.pair().toString()).stream()
                .filter(event -> event.subject().equals(scene.request().toString()))
                .toList();
    }

    static <E extends SpecificRecord> List<E> heard(SampleEvents scene, Class<E> type) {
        return heard(scene).stream()
                .map(Topic.Event::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The only event of this type about the request, as soon as it is there. */
    static <E extends SpecificRecord> E hears(SampleEvents scene, Class<E> type) {
        return Eventually.value(() -> heard(scene, type), all -> all.size() == 1)
                .getFirst();
    }

    /** Waits until the service has applied this event of another service. */
    void awaitApplied(SampleEvents scene, String source, long sequence) {
        Eventually.holds(() -> stored(scene)
                .map(stored -> stored.sources().getOrDefault(source, 0L) >= sequence)
                .orElse(false));
    }

    /** The digits of a code, which only notification-service can read. */
    String code(SampleEvents scene, int issue) {
        SigningCodeIssued issued = Eventually.value(
                        () -> heard(scene, SigningCodeIssued.class).stream()
                                .filter(one -> one.getIssue() == issue)
                                .toList(),
                        all -> !all.isEmpty())
                .getFirst();
        byte[] sealed = new byte[issued.getSealedCode().remaining()];
        issued.getSealedCode().duplicate().get(sealed);
        return service.bean(Seal.class).open(sealed, SealPurposes.code(scene.request()));
    }

    /** What a signature does that was decided before another version of the form became active. */
    void signedLate(SampleEvents scene, ShownDocument document) {
        Instant now = Instant.now();
        Viewing viewing = new Viewing(List.of(document), now, true);
        FreshCode code = new FreshCode("salt", "hash", new byte[] {1}, now.plusSeconds(600));
        Signature signature = new Signature(
                List.of(document),
                now,
                now,
                now.plus(Duration.ofDays(365)),
                List.of(),
                scene.patient().value(),
                null,
                null,
                new Receipt("{}", "a..b", "late", null),
                List.of());
        for (ConsentCommand command : List.of(
                new ConsentCommand.IssueCode(Signer.PATIENT, null, viewing, code, now),
                new ConsentCommand.SignConsent(Signer.PATIENT, _ -> true, viewing, List.of(), true, signature, now))) {
            if (consents.handle(scene.hospital(), scene.request().toString(), command)
                    instanceof Reply.Refused<Consent, ConsentRejection>(var reason)) {
                throw new AssertionError(reason);
            }
        }
    }

    Optional<Stored<Consent>> stored(SampleEvents scene) {
        return consents.find(scene.hospital(), scene.request().toString());
    }

    void awaitState(SampleEvents scene, Class<? extends Consent> state) {
        Eventually.holds(
                () -> stored(scene).map(Stored::state).filter(state::isInstance).isPresent());
    }

    /** How many documents still hold events that Kafka has. */
    long outboxes() {
        return service.bean(MongoTemplate.class)
                .getCollection("consents")
                .countDocuments(new Document("owedSince", new Document("$exists", true)));
    }

    /** A document as it is stored. */
    Document mongo(String collection, String id) {
        return Optional.ofNullable(service.bean(MongoTemplate.class)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .orElseThrow();
    }

    /** As counted by the running service. */
    double documentWrites() {
        return service.bean(MeterRegistry.class)
                .get("carecontact.document.writes")
                .counter()
                .count();
    }

    // ---- HTTP

    Answer get(String path, String token) {
        return service.get(token, path);
    }

    Answer get(String path, String token, String header, String value) {
        return service.call(token, "GET", path, null, Map.of(header, value));
    }

    Answer post(String path, String token, Object body) {
        return service.post(token, path, body);
    }

    Answer post(String path, String token, String key, Object body) {
        return service.call(token, "POST", path, body, Map.of("Idempotency-Key", key));
    }

    // ---- steps

    /** A signature under what is asked anew, with this code. */
    Map<String, Object> signatureAnew(String code, Answer read) {
        JsonNode anew = read.json().path("anew");
        return new HashMap<>(Map.of(
                "code",
                code,
                "viewing",
                anew.path("viewing").asString(),
                "confirmations",
                anew.path("confirmations").valueStream().map(JsonNode::asString).toList(),
                "separateConsent",
                true));
    }

    /** From what is asked anew to the signature, with the code of this number. */
    Answer signedAnew(SampleEvents scene, String token, int issue) {
        Answer read = read(scene, token);
        post(
                        "/consents/" + scene.request() + "/code",
                        token,
                        Map.of(
                                "viewing",
                                read.json().path("anew").path("viewing").asString()))
                .is(202);
        return sign(scene, token, signatureAnew(code(scene, issue), read));
    }

    /** Policy has asked, and the service knows. */
    SampleEvents asked(String signer, String... documents) {
        return asked(scene(), signer, documents);
    }

    SampleEvents asked() {
        return asked("PATIENT", "CONSENT");
    }

    SampleEvents asked(SampleEvents scene, String signer, String... documents) {
        prechecked(scene, signer, documents);
        awaitState(scene, Consent.Asked.class);
        return scene;
    }

    /** A patient was asked, has read the consent and was sent a code. */
    Reader reader(String... documents) {
        SampleEvents scene = documents.length == 0 ? asked() : asked("PATIENT", documents);
        String patient = patient(scene);
        Answer read = read(scene, patient);
        askForCode(scene, patient, read).is(202);
        return new Reader(scene, patient, read);
    }

    Answer read(SampleEvents scene, String token) {
        return get("/consents/" + scene.request(), token);
    }

    /** A signature as it should be, with the newest code. */
    Map<String, Object> signature(String code, Answer read) {
        return new HashMap<>(Map.of(
                "code",
                code,
                "viewing",
                read.text("viewing"),
                "confirmations",
                read.json()
                        .path("confirmations")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                "separateConsent",
                true));
    }

    Answer askForCode(SampleEvents scene, String token, Answer read) {
        return post("/consents/" + scene.request() + "/code", token, Map.of("viewing", read.text("viewing")));
    }

    Answer sign(SampleEvents scene, String token, Map<String, Object> signature) {
        return post("/consents/" + scene.request() + "/signature", token, signature);
    }

    /** From the question to the signature. */
    Answer signed(SampleEvents scene, String token) {
        Answer read = read(scene, token);
        askForCode(scene, token, read);
        return sign(scene, token, signature(code(scene, 1), read));
    }

    Answer withdraw(SampleEvents scene, String token) {
        return post("/consents/" + scene.request() + "/withdrawal", token, Map.of());
    }

    Answer refuse(SampleEvents scene, String token) {
        return post("/consents/" + scene.request() + "/refusal", token, Map.of());
    }

    boolean inForce(SampleEvents scene, String token) {
        return get("/consents/" + scene.request() + "/in-force", token)
                .is(200)
                .json()
                .path("inForce")
                .asBoolean();
    }
}
