package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.history.History;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** What remains to be seen of a pair's earlier requests and contacts. */
class HistoryTest extends RunningRequests {

    private static final int MANY = 100;
    private static final int RACES = 10;
    private static final int LARGEST = 16 * 1024;

    @Autowired
    MongoDatabaseFactory mongo;

    @Autowired
    History history;

    @Test
    void a_hundred_requests_of_a_pair_are_all_there_and_its_document_stays_small() {
        People people = new People();
        for (int i = 1; i <= MANY; i++) {
            // A rate limit is one person's, and a patient's family is many.
            String token = token("patient", people.patient + "/" + i, people.patient);
            assertThat(post("/requests", token, people.statement()).status()).isEqualTo(201);
            if (i < MANY) {
                assertThat(post("/requests/" + id(people, i) + "/withdrawal", token, "{}")
                                .status())
                        .isEqualTo(200);
            }
        }

        List<String> shown = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = get(path(people, 1) + "?limit=7" + cursor, people.patientToken);
            shown.addAll(requests(page));
            cursor = page.json().has("next") ? "&cursor=" + page.text("next") : "";
        } while (!cursor.isEmpty());

        assertThat(shown)
                .containsExactlyElementsOf(IntStream.iterate(MANY, i -> i >= 1, i -> i - 1)
                        .mapToObj(i -> id(people, i))
                        .toList());
        assertThat(size("pairs", people.pair)).isLessThan(LARGEST);
        assertThat(size("archived-requests", id(people, 1))).isLessThan(LARGEST);
        assertThat(count(people)).isEqualTo(MANY - 1);
    }

    @Test
    void an_earlier_contact_stays_to_be_read_by_both_sides_and_the_need_by_those_who_might_before() {
        People people = new People();
        people.untilGranted();
        post("/contacts/" + people.request(1) + "/end", people.patientToken, "{}");
        people.submit();

        for (String token : List.of(people.patientToken, people.doctorToken)) {
            Answer first = get("/requests/" + people.request(1), token);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text("state")).isEqualTo("ENDED");
            assertThat(first.text("reason")).isEqualTo("ended-by-patient");
            assertThat(first.text("need")).isEqualTo(NEED);
            assertThat(first.json().path("contact").path("endedBy").asString()).isEqualTo("PATIENT");
            assertThat(first.json().path("contact").path("channel").asString()).isEqualTo("WECOM");
        }
        Answer byStaff = get(path(people, 2), token("supervisor", "S1", null));
        assertThat(requests(byStaff)).containsExactly(people.request(2), people.request(1));
        assertThat(byStaff.json().path("items").path(1).has("need")).isFalse();
        assertThat(String.valueOf(stored("archived-requests", people.request(1))))
                .contains(people.patient)
                .doesNotContain(NEED);
    }

    @Test
    void a_doctor_sees_what_they_were_asked_and_nothing_else() {
        People people = new People();
        people.untilTheDoctorIsAsked();
        withdraw(people, 1);
        people.submit();
        withdraw(people, 2);
        people.submit();

        assertThat(requests(get(path(people, 1), people.doctorToken))).containsExactly(people.request(1));
        assertThat(get("/requests/" + people.request(1), people.doctorToken).status())
                .isEqualTo(200);
        for (int unasked : List.of(2, 3)) {
            assertThat(get("/requests/" + id(people, unasked), people.doctorToken)
                            .status())
                    .isEqualTo(404);
            assertThat(get(path(people, unasked), people.doctorToken).status()).isEqualTo(404);
        }
        // Read in pages of one, what the doctor may not see is passed over, not counted.
        assertThat(requests(get(path(people, 1) + "?limit=1", people.doctorToken)))
                .containsExactly(people.request(1));
    }

    @Test
    void others_and_other_hospitals_find_nothing() {
        People people = new People();
        people.submit();
        withdraw(people, 1);
        people.submit();

        for (String stranger : List.of(
                new People().patientToken,
                new People().doctorToken,
                token("meiyan", "patient", people.patient, people.patient),
                token("meiyan", "staff", "S1", null),
                token("meiyan", "doctor", people.doctor, null))) {
            for (int which : List.of(1, 2)) {
                assertThat(get("/requests/" + id(people, which), stranger).status())
                        .isEqualTo(404);
                assertThat(get(path(people, which), stranger).status()).isEqualTo(404);
            }
        }
        assertThat(get("/requests/" + id(people, 3), people.patientToken).status())
                .isEqualTo(404);
        assertThat(get(path(people, 3), people.patientToken).status()).isEqualTo(404);
        for (String cursor : List.of("x", "1.1", "-1", "9999999999", "1.", people.pair)) {
            assertThat(get(path(people, 1) + "?cursor=" + cursor, people.patientToken)
                            .problem())
                    .isEqualTo("unknown-cursor");
        }
        assertThat(get(path(people, 1) + "?limit=101", people.patientToken).problem())
                .isEqualTo("bad-limit");
        assertThat(requests(get(path(people, 1) + "?cursor=999999999", people.patientToken)))
                .hasSize(2);
    }

    @Test
    void an_action_on_an_earlier_request_is_still_refused() {
        People people = new People();
        people.submit();
        withdraw(people, 1);
        people.submit();

        assertThat(post("/requests/" + people.request(1) + "/withdrawal", people.patientToken, "{}")
                        .problem())
                .isEqualTo("superseded");
    }

    @Test
    void a_crash_between_the_archive_and_the_pair_neither_loses_nor_doubles_a_request() {
        People people = new People();
        people.submit();
        withdraw(people, 1);
        history.keep((Pair.Settled) pairs().load(HOSPITAL, people.pair).state()); // and nothing after it

        assertThat(requests(get(path(people, 1), people.patientToken))).containsExactly(people.request(1));
        assertThat(people.submit().status()).isEqualTo(201);
        assertThat(requests(get(path(people, 1), people.patientToken)))
                .containsExactly(people.request(2), people.request(1));
        assertThat(count(people)).isEqualTo(1);
    }

    @Test
    void the_archive_is_written_first() {
        People people = new People();
        people.submit();
        withdraw(people, 1);
        // Nothing can be archived under a document that is another hospital's: so nothing may be replaced.
        mongo.getMongoDatabase()
                .getCollection("archived-requests")
                .insertOne(new Document("_id", people.request(1))
                        .append("hospital", "meiyan")
                        .append("v", 1L)
                        .append("es", 0L)
                        .append("state", new Document()));

        assertThat(people.submit().status()).isEqualTo(500);
        assertThat(people.show().text("state")).isEqualTo("WITHDRAWN");
    }

    @Test
    void of_two_new_requests_at_once_one_replaces_and_the_earlier_one_is_archived_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int race = 0; race < RACES; race++) {
                People people = new People();
                people.submit();
                withdraw(people, 1);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Answer>> both = Stream.generate(() -> threads.submit(() -> {
                            start.await();
                            return people.submit();
                        }))
                        .limit(2)
                        .toList();

                List<Integer> statuses = new ArrayList<>();
                for (Future<Answer> one : both) {
                    statuses.add(one.get().status());
                }
                assertThat(statuses).containsExactlyInAnyOrder(201, 409);
                assertThat(requests(get(path(people, 1), people.patientToken)))
                        .containsExactly(people.request(2), people.request(1));
                assertThat(count(people)).isEqualTo(1);
            }
        }
    }

    @Test
    void under_the_number_that_remained_the_history_is_that_of_both_by_time() {
        People merged = new People();
        People survivor = new People(number -> "P" + number, _ -> merged.doctor);
        for (People people : List.of(merged, survivor, merged)) {
            int which = requestsOf(people) + 1;
            people.submit();
            withdraw(people, which);
        }
        Topic.of(Topics.encounters(HOSPITAL))
                .as("hospital-gateway", HOSPITAL)
                .send(merged.says.patientKey(), merged.says.merged(survivor.patient));
        Eventually.value(
                () -> get("/requests/" + merged.request(2), survivor.patientToken)
                        .status(),
                status -> status == 200);
        survivor.submit();
        Eventually.value(
                () -> requests(get(path(survivor, 1), survivor.patientToken)).size(), size -> size == 4);

        List<String> all = List.of(survivor.request(2), merged.request(2), survivor.request(1), merged.request(1));
        assertThat(requests(get(path(survivor, 1), survivor.patientToken))).containsExactlyElementsOf(all);
        assertThat(requests(get(path(merged, 1), survivor.patientToken))).containsExactlyElementsOf(all);
        Answer first = get("/requests/" + merged.request(1), survivor.patientToken);
        assertThat(first.text("need")).isEqualTo(NEED);
        assertThat(first.text("survivor")).isEqualTo(survivor.patient);
        // The old number's token keeps what it had and gains nothing.
        assertThat(requests(get(path(merged, 1), merged.patientToken)))
                .containsExactly(merged.request(2), merged.request(1));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = get(path(merged, 2) + "?limit=1" + cursor, survivor.patientToken);
            paged.addAll(requests(page));
            cursor = page.json().has("next") ? "&cursor=" + page.text("next") : "";
        } while (!cursor.isEmpty());
        assertThat(paged).containsExactlyElementsOf(all);
    }

    // ----

    private int requestsOf(People people) {
        return pairs().load(HOSPITAL, people.pair).state().number();
    }

    private void withdraw(People people, int which) {
        assertThat(post("/requests/" + id(people, which) + "/withdrawal", people.patientToken, "{}")
                        .status())
                .isEqualTo(200);
    }

    private static String id(People people, int which) {
        return people.pair + "-" + which;
    }

    private static String path(People people, int which) {
        return "/requests/" + id(people, which) + "/history";
    }

    private static List<String> requests(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return page.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("request").asString())
                .toList();
    }

    private @Nullable Document stored(String collection, String id) {
        return mongo.getMongoDatabase()
                .getCollection(collection)
                .find(new Document("_id", id))
                .first();
    }

    /** Without the answers of the last day, which are bounded for themselves. */
    private int size(String collection, String id) {
        return Objects.requireNonNull(mongo.getMongoDatabase()
                        .getCollection(collection, RawBsonDocument.class)
                        .find(new Document("_id", id))
                        .projection(new Document("answers", 0))
                        .first())
                .getByteBuffer()
                .remaining();
    }

    private long count(People people) {
        return IntStream.rangeClosed(1, MANY)
                .filter(which -> stored("archived-requests", id(people, which)) != null)
                .count();
    }

    private Documents<PairCommand, Pair, PairEvent, PairRejection> pairs() {
        return service().bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);
    }
}
