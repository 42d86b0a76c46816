package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Assessment;
import org.carecontact.events.ChannelClosed;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.ShownDocument;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.request.terms.SignedTerms;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The service on the shared rig, with the words of requests: people, statements and what policy says of them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningRequests {

    static final String HOSPITAL = "tongren";

    /** The only hospital of these tests that lists its doctors. */
    static final String LISTING_HOSPITAL = "yunyi";

    static final String NEED = "术后第二周需要按医嘱调整药量";
    static final ConsentDouble CONSENT_SERVICE = new ConsentDouble();
    /** Where hospitals say what they want at most. */
    static final Path HOSPITALS = folder();

    static final JsonMapper JSON = JsonMapper.shared();

    private static final String NAME = "request-service";
    private static final AtomicInteger PEOPLE = new AtomicInteger(100);

    @Autowired
    ApplicationContext context;

    @Autowired
    Pairs pairs;

    @DynamicPropertySource
    static void installation(DynamicPropertyRegistry properties) {
        Installation installation = Installation.shared();
        installation.registerInto(properties, NAME);
        installation.registerSchemas();
        installation.createTopics(
                6,
                Topics.REQUESTS,
                Topics.CONSENTS,
                Topics.DECISIONS,
                Topics.TERMS,
                Topics.encounters(HOSPITAL),
                Topics.doctors(HOSPITAL),
                Topics.doctors(LISTING_HOSPITAL),
                Topics.deadLetters(NAME));
        properties.add("carecontact.consent-service.url", CONSENT_SERVICE::url);
        properties.add("carecontact.hospitals.folder", HOSPITALS::toString);
        properties.add("carecontact.hospitals.look-every", () -> "50ms");
        properties.add("carecontact.clear-after", () -> "1h"); // so that writes can be counted
        properties.add("carecontact.landing.check", () -> "0s"); // the links of these tests lead nowhere
        properties.add("carecontact.landing.link", () -> "https://{hospital}.example/{kind}");
    }

    /** A patient and a doctor whom no other test knows. */
    final class People {
        final int number = PEOPLE.incrementAndGet();
        final String patient;
        final String doctor;
        final String pair;
        final String patientToken;
        final String doctorToken;
        final SampleEvents says;

        People() {
            this(number -> "P" + number, number -> "D" + number);
        }

        People(Function<Integer, String> patient, Function<Integer, String> doctor) {
            this.patient = patient.apply(number);
            this.doctor = doctor.apply(number);
            PairId id = pairs.of(HOSPITAL, this.patient, this.doctor);
            pair = id.toString();
            patientToken = token("patient", this.patient, this.patient);
            doctorToken = token("doctor", this.doctor, null);
            says = new SampleEvents(HOSPITAL, this.patient, this.doctor, id);
        }

        String request(int which) {
            return says(which).request().toString();
        }

        SampleEvents says(int which) {
            return which == 1 ? says : says.next();
        }

        String statement() {
            return RunningRequests.statement(doctor);
        }

        Answer submit() {
            return post("/requests", patientToken, statement());
        }

        Answer show() {
            return get("/requests/" + request(1), patientToken);
        }

        void awaitState(String state) {
            Eventually.value(() -> show().text("state"), state::equals);
        }

        void prechecked(long sequence, PolicyOutcome outcome) {
            publish(Topics.DECISIONS, pair, sequence, says.prechecked(outcome, SampleEvents.unchanged()));
        }

        void decided(long sequence, PolicyOutcome outcome) {
            decided(sequence, outcome, SampleEvents.unchanged());
        }

        void decided(long sequence, PolicyOutcome outcome, Consumer<Assessment.Builder> more) {
            publish(Topics.DECISIONS, pair, sequence, says.decided(outcome, more));
        }

        Answer answer(String body) {
            return post("/requests/" + request(1) + "/answer", doctorToken, body);
        }

        /** The doctor signs the terms that come with the product, and the service has heard it. */
        void signTerms() {
            publishTerms(HOSPITAL, HOSPITAL + ":" + doctor, terms(HOSPITAL, doctor, "default-doctor-terms", "ab"));
            Eventually.holds(() -> service().bean(SignedTerms.class).by(HOSPITAL, new DoctorId(doctor)));
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

        /** What the requests topic has of this pair, in order, each number once. */
        List<SpecificRecord> published() {
            return told().stream()
                    .filter(event -> !(event instanceof ChannelClosed))
                    .toList();
        }

        /** The same with what channels say: the service of their tests hears the grants of all. */
        List<SpecificRecord> told() {
            return Topic.of(Topics.REQUESTS).events(pair).stream()
                    .map(Topic.Event::payload)
                    .toList();
        }

        /** Returns once there are exactly these. */
        void awaitPublished(Class<?>... types) {
            Eventually.passes(() ->
                    assertThat(published()).<Object>extracting(Object::getClass).containsExactly((Object[]) types));
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("hospitals");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String statement(String doctor) {
        return """
                {"doctor":"%s","purpose":"MEDICATION_ADJUSTMENT","need":"%s","wish":"WECOM",\
                "promises":{"workingHoursOnly":true,"nonUrgentNeverDisturbs":true,"concise":true},\
                "privacy":{"doctorWorkInformation":true,"patientData":true}}""".formatted(doctor, NEED);
    }

    RunningService service() {
        return RunningService.in(context, NAME);
    }

    String token(String role, String person, @Nullable String patient) {
        return token(HOSPITAL, role, person, patient);
    }

    String token(String hospital, String role, String person, @Nullable String patient) {
        org.carecontact.testsupport.TestTokens.Builder token =
                service().token(role, hospital, person).audience(NAME, "consent-service");
        return (patient == null ? token : token.patient(patient)).build();
    }

    String familyToken(String person, String patient, String relation) {
        return service().family(HOSPITAL, person, patient, relation);
    }

    Answer post(String path, String token, String body) {
        return service().post(token, path, body);
    }

    Answer post(String path, String token, String key, String body) {
        return service().call(token, "POST", path, body, java.util.Map.of("Idempotency-Key", key));
    }

    Answer get(String path, String token) {
        return service().get(token, path);
    }

    static String zh(Answer answer, String member) {
        return answer.json().path("zh").path(member).asString("");
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static DoctorTermsSigned terms(String hospital, String doctor, String form, String sha256) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new DoctorTermsSigned(
                hospital,
                doctor,
                wording(form, sha256),
                List.of("confidentiality"),
                now,
                now,
                now.plusSeconds(3600),
                "cd");
    }

    static ShownDocument wording(String form, String sha256) {
        return new ShownDocument("DOCTOR_TERMS", form, 1, "zh", sha256);
    }

    static void publishTerms(String hospital, String document, SpecificRecord event) {
        Topic.of(Topics.TERMS).as("consent-service", hospital).send(document, event);
    }

    /** Publishes as policy-service and consent-service do. */
    static void publish(String topic, String pair, long sequence, SpecificRecord event) {
        String service = topic.equals(Topics.DECISIONS) ? "policy-service" : "consent-service";
        Topic.of(topic).as(service, HOSPITAL).send(pair, pair, sequence, event);
    }
}
