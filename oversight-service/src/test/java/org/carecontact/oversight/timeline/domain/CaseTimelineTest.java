package org.carecontact.oversight.timeline.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.oversight.ledger.domain.Entries.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entries;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.schemas.EventTypes;
import org.junit.jupiter.api.Test;

class CaseTimelineTest {

    @Test
    void events_come_by_time_whatever_topic_they_are_of() {
        List<Step> found = new ArrayList<>(List.of(
                step("consents", event("consent-service", "c", 1, "ConsentAsked", 30)),
                step("requests", event("request-service", "r", 1, "ContactRequestSubmitted", 10)),
                step("decisions", event("policy-service", "p", 1, "PolicyPrechecked", 20)),
                step("decisions", event("policy-service", "p", 2, "PolicyDecided", 50)),
                step("consents", event("consent-service", "c", 2, "ConsentSigned", 40))));

        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(found, new Random(seed));
            assertThat(types(found))
                    .containsExactly(
                            "ContactRequestSubmitted",
                            "PolicyPrechecked",
                            "ConsentAsked",
                            "ConsentSigned",
                            "PolicyDecided");
        }
    }

    @Test
    void in_the_same_millisecond_the_cause_comes_first() {
        assertThat(types(List.of(
                        step("notifications", event("notification-service", "n", 1, "NotificationsSettled", 10)),
                        step("consents", event("consent-service", "c", 1, "ConsentAsked", 10)),
                        step("decisions", event("policy-service", "p", 1, "PolicyPrechecked", 10)),
                        step("requests", event("request-service", "r", 1, "ContactRequestSubmitted", 10)))))
                .containsExactly("ContactRequestSubmitted", "PolicyPrechecked", "ConsentAsked", "NotificationsSettled");
    }

    @Test
    void a_clock_that_went_back_does_not_turn_a_documents_events_around() {
        assertThat(types(List.of(
                        step("requests", event("request-service", "r", 1, "ContactRequestSubmitted", 1000)),
                        step("requests", event("request-service", "r", 2, "DoctorAsked", 400)),
                        step("requests", event("request-service", "r", 3, "ContactGranted", 500)))))
                .containsExactly("ContactRequestSubmitted", "DoctorAsked", "ContactGranted");
    }

    @Test
    void copies_of_an_event_are_shown_once_and_counted() {
        Step original = step("requests", event("request-service", "r", 1, "ContactRequestSubmitted", 10));
        Step other = step("consents", event("consent-service", "r", 1, "ConsentAsked", 20));

        List<Step> timeline = CaseTimeline.of(List.of(original, original, other, original));

        assertThat(timeline).extracting(Step::copies).containsExactly(3, 1);
    }

    @Test
    void records_without_an_event_id_all_count() {
        Entry bare = new Entry(
                7,
                null,
                "ContactGranted",
                null,
                null,
                null,
                null,
                NOON,
                null,
                Entries.at(7).summary());
        Entry next = new Entry(
                8,
                null,
                "ContactGranted",
                null,
                null,
                null,
                null,
                NOON,
                null,
                Entries.at(8).summary());

        assertThat(CaseTimeline.of(List.of(step("requests", next), step("requests", bare))))
                .extracting(one -> one.entry().offset())
                .containsExactly(7L, 8L);
    }

    @Test
    void every_event_of_the_services_is_known() {
        assertThat(EventTypes.all().stream().map(Schema::getName))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(
                                        "EncounterChanged",
                                        "DoctorChanged",
                                        "DepartmentChanged",
                                        "ScheduleChanged",
                                        "PatientRegistered",
                                        "PatientAgeChanged",
                                        "PatientMerged",
                                        "DoctorTermsSigned",
                                        "DoctorTermsActivated"),
                                Arrays.stream(CaseEvent.values()).map(CaseEvent::type))
                        .toList());
    }

    private static List<String> types(List<Step> found) {
        return CaseTimeline.of(found).stream().map(step -> step.entry().type()).toList();
    }

    private static Step step(String topic, Entry entry) {
        return new Step(new ChainId("carecontact." + topic, 0), 0, entry, 1);
    }

    private static Entry event(String service, String subject, long sequence, String type, long afterNoon) {
        Instant at = NOON.plusMillis(afterNoon);
        return Entries.event(sequence, service, subject, sequence, type, at);
    }
}
