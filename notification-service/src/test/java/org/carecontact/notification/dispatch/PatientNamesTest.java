package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.notification.correspondence.domain.CaseFact;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who is shown a patient's name, and when. */
@ExtendWith(OutputCaptureExtension.class)
final class PatientNamesTest extends RunningNotifications {

    private static final String NAME = "欧阳测试";

    private final Logger security = (Logger) LoggerFactory.getLogger("security");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        security.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        security.detachAppender(lines);
    }

    /** What has been told of a request, and whether its doctor is shown the name then. */
    private enum Told {
        FAMILY_ASKED(false, null, Case::submittedByFamily),
        CONSENT_ASKED(false, null, Case::consentAsked),
        DOCTOR_ASKED(true, CaseFact.SIGNED, Case::doctorAsked),
        ACCEPTED_BY_RULES(true, CaseFact.GRANTED, Case::granted),
        GRANTED(true, CaseFact.GRANTED, Case::doctorAsked, Case::granted),
        DECLINED(false, CaseFact.SETTLED, Case::doctorAsked, Case::declined),
        REDIRECTED_UNASKED(false, CaseFact.SETTLED, Case::redirected),
        REDIRECTED(false, CaseFact.SETTLED, Case::doctorAsked, Case::redirected),
        EXPIRED(false, CaseFact.SETTLED, Case::doctorAsked, Case::expired),
        WITHDRAWN(false, CaseFact.WITHDRAWN, Case::doctorAsked, Case::withdrawn),
        CONSENT_WITHDRAWN(false, CaseFact.CONSENT_OVER, Case::doctorAsked, Case::granted, Case::consentWithdrawn),
        ENDED(false, CaseFact.CONTACT_OVER, Case::doctorAsked, Case::granted, Case::ended),
        WITHDRAWN_BEFORE_THE_DOCTOR_WAS_ASKED(false, CaseFact.WITHDRAWN, Case::withdrawn, Case::doctorAsked);

        private final boolean shownToTheDoctor;
        private final Set<CaseFact> facts = EnumSet.noneOf(CaseFact.class);
        private final List<Function<Case, SpecificRecord>> events;

        @SafeVarargs
        Told(boolean shownToTheDoctor, @Nullable CaseFact fact, Function<Case, SpecificRecord>... events) {
            this.shownToTheDoctor = shownToTheDoctor;
            if (fact != null) {
                facts.add(fact);
            }
            this.events = List.of(events);
        }

        void of(Case one) {
            for (Function<Case, SpecificRecord> event : events) {
                SpecificRecord says = event.apply(one);
                if (says.getClass().getSimpleName().startsWith("Consent")) {
                    consent(one, says);
                } else {
                    request(one, says);
                }
            }
        }

        boolean isHeard(Ongoing ongoing, Case one) {
            boolean asked = events.stream()
                    .anyMatch(
                            event -> event.apply(one).getClass().getSimpleName().equals("DoctorAsked"));
            NoticeKey notice = new NoticeKey(NoticeKind.DOCTOR_ASKED, Addressee.DOCTOR, 0);
            return ongoing.facts().containsAll(facts)
                    && (!asked || ongoing.notice(notice).isPresent());
        }
    }

    private Case told(Told told) {
        Case one = Case.at(HOSPITAL, pairs);
        patientNamed(one, NAME);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        told(one, told);
        return one;
    }

    private void told(Case one, Told told) {
        told.of(one);
        Eventually.holds(() -> correspondences
                .find(HOSPITAL, one.request)
                .filter(stored -> stored.state() instanceof Ongoing ongoing && told.isHeard(ongoing, one))
                .isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void the_doctor_sees_the_name_from_being_asked_until_it_is_over(Told told) {
        Case one = told(told);
        Answer answer = get("doctor", HOSPITAL, one.doctor, one.request);
        if (told.shownToTheDoctor) {
            assertThat(answer.is(200).text("name")).isEqualTo(NAME);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        } else {
            answer.isProblem(404, "not-found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_hospitals_staff_see_it_as_soon_as_there_is_something_to_tell(Told told) {
        assertThat(get("staff", HOSPITAL, "S01", told(told).request).is(200).text("name"))
                .isEqualTo(NAME);
    }

    @ParameterizedTest
    @EnumSource
    void nobody_else_does_whatever_was_told(Told told) {
        Case one = told(told);
        get("doctor", HOSPITAL, "D9999", one.request).isProblem(404, "not-found");
        get("doctor", "meiyan", one.doctor, one.request).isProblem(404, "not-found");
        get("staff", "meiyan", "S01", one.request).isProblem(404, "not-found");
        for (String role : List.of("patient", "family", "supervisor", "operator")) {
            // Even under the doctor's own number, or the patient's.
            get(role, HOSPITAL, one.doctor, one.request).isProblem(403, "wrong-role");
            get(role, HOSPITAL, one.patient, one.request).isProblem(403, "wrong-role");
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getMessage().equals("opened"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "doctor"})
    void a_request_that_nobody_told_of_or_that_is_none_is_not_found(String role) {
        Case one = Case.at(HOSPITAL, pairs);
        patientNamed(one, NAME);
        get(role, HOSPITAL, one.doctor, one.request).isProblem(404, "not-found");
        get(role, HOSPITAL, one.doctor, "nonsense").isProblem(404, "not-found");
        get(role, HOSPITAL, one.doctor, one.pair).isProblem(404, "not-found");
    }

    @Test
    void without_a_token_there_is_no_name() {
        SERVICE.get("", path(told(Told.DOCTOR_ASKED).request)).isProblem(401, "no-valid-token");
    }

    @Test
    void a_changed_name_is_shown_anew_and_one_that_was_taken_back_is_not_shown() {
        Case one = told(Told.DOCTOR_ASKED);
        assertThat(shown(one)).isEqualTo(NAME);
        patientNamed(one, "欧阳新名");
        Eventually.holds(() -> "欧阳新名".equals(shown(one)));
        patientNamed(one, null);
        Eventually.holds(() ->
                get("doctor", HOSPITAL, one.doctor, one.request).is(200).body().equals("{\"name\":null}"));
    }

    @Test
    void an_unknown_patient_has_no_name_and_an_erased_one_has_none_any_more() {
        Case one = Case.at(HOSPITAL, pairs);
        told(one, Told.DOCTOR_ASKED);
        assertThat(get("staff", HOSPITAL, "S01", one.request).is(200).body()).isEqualTo("{\"name\":null}");
        patientNamed(one, NAME);
        Eventually.holds(() -> NAME.equals(shown(one)));
        Topic.send(new ProducerRecord<>(
                Topics.patients(HOSPITAL), one.says.patientKey().getBytes(StandardCharsets.UTF_8), null));
        Eventually.holds(() ->
                get("doctor", HOSPITAL, one.doctor, one.request).is(200).body().equals("{\"name\":null}"));
    }

    @Test
    void a_name_sealed_for_somebody_else_or_for_another_use_is_not_accepted() {
        Case other = Case.at(HOSPITAL, pairs);
        Case one = Case.at(HOSPITAL, pairs);
        registers(HOSPITAL, one, named(one, sealedName(other, NAME)));
        awaitParked(Topics.patients(HOSPITAL) + ":" + one.says.patientKey());
        Case another = Case.at(HOSPITAL, pairs);
        registers(
                HOSPITAL,
                another,
                named(another, point(another, "PATIENT", "sms", NAME).getSealed()));
        awaitParked(Topics.patients(HOSPITAL) + ":" + another.says.patientKey());
    }

    @Test
    void each_reading_is_logged_with_the_request_and_without_a_person() {
        Case one = told(Told.DOCTOR_ASKED);
        shown(one);
        get("staff", HOSPITAL, "S77", one.request).is(200);
        List<Map<String, Object>> opened = lines.list.stream()
                .filter(line -> line.getMessage().equals("opened"))
                .map(line -> line.getKeyValuePairs().stream()
                        .collect(Collectors.toMap(pair -> pair.key, pair -> (Object) String.valueOf(pair.value))))
                .toList();
        assertThat(opened)
                .extracting(line -> line.get("event"), line -> line.get("role"), line -> line.get("requestId"))
                .containsExactly(
                        tuple("name-of-patient", "doctor", one.request),
                        tuple("name-of-patient", "staff", one.request));
        assertThat(opened)
                .allSatisfy(line -> assertThat(line.toString())
                        .contains("hospital=tongren", "path=/requests/*/patient")
                        .doesNotContain(NAME, one.patient, one.doctor, "S77"));
    }

    @Test
    void the_name_is_in_no_log_topic_metric_or_document_in_clear(CapturedOutput output) {
        String name = "司徒无处";
        Case one = Case.at(HOSPITAL, pairs);
        Case two = Case.at(HOSPITAL, pairs);
        patientNamed(one, name);
        registers(HOSPITAL, two, named(two, sealedName(one, name)));
        awaitParked(Topics.patients(HOSPITAL) + ":" + two.says.patientKey());
        told(one, Told.GRANTED);
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SUPPRESSED(granted)", "CONTACT_GRANTED/PATIENT=SENT");
        assertThat(shown(one)).isEqualTo(name);
        get("staff", HOSPITAL, "S01", one.request).is(200);
        Map<String, String> places = Map.of(
                "Mongo", stored(),
                "topics", onTopics(),
                "metrics", SERVICE.metrics(),
                "log", output.getAll(),
                "notices",
                        SERVICE.get(SERVICE.staff(HOSPITAL, "S01"), "/notifications/" + one.request)
                                .body(),
                "parked",
                        SERVICE.get(SERVICE.token("operator", HOSPITAL, "O1").build(), "/admin/parked")
                                .body(),
                "messages", PHONES.about(one.request).toString());
        places.forEach((place, text) ->
                assertThat(text).as(place).isNotEmpty().doesNotContain(name).doesNotContain(escaped(name)));
    }

    private @Nullable String shown(Case one) {
        return get("doctor", HOSPITAL, one.doctor, one.request).is(200).text("name");
    }

    private static String path(String request) {
        return "/requests/" + request + "/patient";
    }

    private static Answer get(String role, String hospital, String person, String request) {
        return SERVICE.get(SERVICE.token(role, hospital, person).build(), path(request));
    }

    /** As JSON may write it. */
    private static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private static String stored() {
        return Stream.of("recipients", "correspondences")
                .flatMap(name -> collection(name).find().into(new ArrayList<Document>()).stream())
                .map(Document::toJson)
                .collect(Collectors.joining("\n"));
    }

    private static String onTopics() {
        StringBuilder all = new StringBuilder();
        for (String topic : List.of(
                Topics.patients(HOSPITAL), Topics.NOTIFICATIONS, Topics.REQUESTS, Topics.deadLetters(SERVICE.name()))) {
            for (ConsumerRecord<byte[], byte[]> record : Topic.of(topic).records()) {
                if (record.value() != null) {
                    all.append(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }
}
