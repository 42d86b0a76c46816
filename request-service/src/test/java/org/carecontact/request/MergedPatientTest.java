package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests and contacts when a hospital merges the patient's number into another. */
// Longer than 300 lines: one scenario for each way in which merges and requests meet.
class MergedPatientTest extends RunningRequests {

    private static final int PAIRS = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.close();
    }

    // ---- who may see and act

    @Test
    void the_survivor_sees_lists_and_withdraws_the_open_request() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.submit();
        assertThat(show(merged, survivor.patientToken).status()).isEqualTo(404);

        merge(merged, survivor);
        awaitCarried(merged, survivor);

        Answer shown = show(merged, survivor.patientToken);
        assertThat(shown.text("need")).isEqualTo(NEED);
        assertThat(shown.text("survivor")).isEqualTo(survivor.patient);
        assertThat(listed(survivor.patientToken)).containsExactly(merged.request(1));
        assertThat(listed(merged.patientToken)).containsExactly(merged.request(1));
        assertThat(post("/requests/" + merged.request(1) + "/withdrawal", survivor.patientToken, "{}")
                        .status())
                .isEqualTo(200);
        merged.awaitPublished(ContactRequestSubmitted.class, PairCarried.class, RequestWithdrawn.class);
        PairCarried told = (PairCarried) merged.published().get(1);
        assertThat(told.getRequest().getPatient()).isEqualTo(merged.patient);
        assertThat(told.getRequest().getSurvivor()).isEqualTo(survivor.patient);
    }

    @Test
    void the_survivor_has_the_channel_of_the_contact_and_ends_it() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.untilGranted();
        merge(merged, survivor);
        awaitCarried(merged, survivor);
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");

        assertThat(get("/contacts/" + merged.request(1) + "/channel", survivor.patientToken)
                        .text("channel"))
                .isEqualTo("WECOM");
        assertThat(post("/contacts/" + merged.request(1) + "/end", survivor.patientToken, "{}")
                        .status())
                .isEqualTo(200);
        assertThat(show(merged, merged.doctorToken)
                        .json()
                        .path("contact")
                        .path("endedBy")
                        .asString())
                .isEqualTo("PATIENT");
    }

    @Test
    void the_merged_numbers_token_keeps_what_it_had_and_nobody_else_gains_anything() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.submit();
        merge(merged, survivor);
        awaitCarried(merged, survivor);
        String request = "/requests/" + merged.request(1);

        for (String stranger : List.of(
                token("patient", survivor.patient + "0", survivor.patient + "0"),
                token("meiyan", "patient", survivor.patient, survivor.patient),
                new People().doctorToken)) {
            assertThat(get(request, stranger).status()).isEqualTo(404);
        }
        assertThat(post(request + "/withdrawal", token("patient", "P0", "P0"), "{}")
                        .status())
                .isEqualTo(404);
        assertThat(merged.show().text("need")).isEqualTo(NEED);
        assertThat(post(request + "/withdrawal", merged.patientToken, "{}").status())
                .isEqualTo(200);
    }

    @Test
    void the_doctor_answers_a_carried_request_as_any_other() {
        People merged = new People();
        merged.untilTheDoctorIsAsked();
        People survivor = survivorOf(merged);
        merge(merged, survivor);
        awaitCarried(merged, survivor);

        assertThat(merged.answer("{\"answer\":\"ACCEPT\"}").status()).isEqualTo(200);

        assertThat(show(merged, survivor.patientToken).text("state")).isEqualTo("GRANTED");
        merged.awaitPublished(
                ContactRequestSubmitted.class, DoctorAsked.class, PairCarried.class, ContactGranted.class);
        assertThat(((ContactGranted) merged.published().getLast()).getRequest().getSurvivor())
                .isEqualTo(survivor.patient);
    }

    // ---- one open request, one contact

    @Test
    void the_survivor_asks_the_same_doctor_again_only_when_the_carried_request_is_over() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.submit();
        merge(merged, survivor);
        awaitCarried(merged, survivor);

        Answer refused = survivor.submit();
        assertThat(refused.problem()).isEqualTo("request-already-open");
        assertThat(refused.body()).contains(merged.request(1));
        post("/requests/" + merged.request(1) + "/withdrawal", survivor.patientToken, "{}");

        assertThat(survivor.submit().status()).isEqualTo(201);
        assertThat(survivor.show().text("state")).isEqualTo("SUBMITTED");
        assertThat(listed(survivor.patientToken)).containsExactlyInAnyOrder(merged.request(1), survivor.request(1));
    }

    @Test
    void a_cool_down_is_carried_too() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.untilTheDoctorIsAsked();
        merged.answer("{\"answer\":\"REFUSE\"}");
        merge(merged, survivor);
        awaitCarried(merged, survivor);

        assertThat(survivor.submit().problem()).isEqualTo("cooling-down");
    }

    @Test
    void of_two_open_requests_the_survivors_own_stays() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.submit();
        survivor.submit();

        merge(merged, survivor);

        merged.awaitState("WITHDRAWN");
        assertThat(merged.show().text("reason")).isEqualTo("other-request-stays");
        assertThat(survivor.show().text("state")).isEqualTo("SUBMITTED");
        merged.awaitPublished(ContactRequestSubmitted.class, PairCarried.class, RequestWithdrawn.class);
        survivor.awaitPublished(ContactRequestSubmitted.class);
    }

    @Test
    void a_carried_contact_stays_where_the_survivor_has_only_an_open_request() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.untilGranted();
        survivor.submit();

        merge(merged, survivor);

        survivor.awaitState("WITHDRAWN");
        assertThat(survivor.show().text("reason")).isEqualTo("other-request-stays");
        assertThat(show(merged, survivor.patientToken).text("state")).isEqualTo("GRANTED");
        assertThat(survivor.submit().problem()).isEqualTo("contact-already-active");
    }

    @Test
    void of_two_contacts_the_survivors_own_stays() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.untilGranted();
        survivor.untilGranted();

        merge(merged, survivor);

        merged.awaitState("ENDED");
        assertThat(merged.show().text("reason")).isEqualTo("other-contact-stays");
        assertThat(survivor.show().text("state")).isEqualTo("GRANTED");
        merged.awaitPublished(
                ContactRequestSubmitted.class,
                DoctorAsked.class,
                ContactGranted.class,
                PairCarried.class,
                ContactEnded.class);
    }

    @Test
    void other_doctors_and_other_patients_are_left_alone() {
        People merged = new People();
        People survivor = survivorOf(merged);
        People bystander = new People(number -> "P" + number, _ -> merged.doctor);
        People elsewhere = new People(_ -> survivor.patient, number -> "D" + number);
        merged.submit();
        bystander.submit();
        elsewhere.submit();

        merge(merged, survivor);
        awaitCarried(merged, survivor);

        assertThat(bystander.show().text("state")).isEqualTo("SUBMITTED");
        assertThat(elsewhere.show().text("state")).isEqualTo("SUBMITTED");
        bystander.awaitPublished(ContactRequestSubmitted.class);
        elsewhere.awaitPublished(ContactRequestSubmitted.class);
    }

    // ---- twice, late, in any order

    @Test
    void a_merge_that_comes_twice_or_is_told_again_changes_nothing() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merged.submit();
        SpecificRecord told = merged.says.merged(survivor.patient);
        long first = merges().send(merged.says.patientKey(), told);
        awaitCarried(merged, survivor);

        merges().send(merged.says.patientKey(), merged.says.patientKey(), first, told);
        merges().send(merged.says.patientKey(), merged.says.merged(survivor.patient));
        awaitRead(merged);

        merged.awaitPublished(ContactRequestSubmitted.class, PairCarried.class);
    }

    @Test
    void a_request_under_the_merged_number_is_the_survivors() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merge(merged, survivor);
        awaitRead(merged);

        Answer submitted = merged.submit();

        assertThat(submitted.status()).isEqualTo(201);
        assertThat(submitted.text("request")).isEqualTo(survivor.request(1));
        assertThat(survivor.submit().problem()).isEqualTo("request-already-open");
        assertThat(merged.submit().problem()).isEqualTo("request-already-open");
    }

    @Test
    void a_retry_over_the_merge_gets_its_first_answer() {
        People merged = new People();
        People survivor = survivorOf(merged);
        String key = key();
        Answer first = post("/requests", merged.patientToken, key, merged.statement());
        merge(merged, survivor);
        awaitCarried(merged, survivor);

        post("/requests", merged.patientToken, key, merged.statement()).repeats(first);
    }

    @Test
    void a_request_that_was_on_its_way_during_the_merge_is_carried_with_its_first_fact() {
        People merged = new People();
        People survivor = survivorOf(merged);
        merge(merged, survivor);
        awaitRead(merged);
        survivor.submit();
        submittedUnnoticed(merged);

        merged.prechecked(1, PolicyOutcome.PERMIT);

        merged.awaitState("WITHDRAWN");
        assertThat(show(merged, survivor.patientToken).text("reason")).isEqualTo("other-request-stays");
        assertThat(survivor.show().text("state")).isEqualTo("SUBMITTED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_chain_of_merges_ends_at_its_last_number_in_whatever_order_it_is_told(boolean inOrder) {
        People first = new People();
        People second = survivorOf(first);
        People last = survivorOf(first);
        first.submit();
        People other = new People(_ -> second.patient, number -> "D" + number);
        other.submit();
        if (inOrder) {
            merge(first, second);
            awaitCarried(first, second);
            merge(second, last);
        } else {
            merge(second, last);
            awaitCarried(other, last);
            merge(first, second);
        }

        awaitCarried(first, last);
        awaitCarried(other, last);
        assertThat(show(first, second.patientToken).status()).isEqualTo(404);
        assertThat(last.submit().problem()).isEqualTo("request-already-open");
        assertThat(second.submit().problem()).isEqualTo("request-already-open");
    }

    @Test
    void chains_that_are_told_at_once_end_at_their_last_number() {
        List<List<People>> chains = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            People first = new People();
            chains.add(List.of(first, survivorOf(first), survivorOf(first)));
            first.submit();
        }

        for (List<People> chain : chains) {
            threads.execute(() -> merge(chain.get(0), chain.get(1)));
            threads.execute(() -> merge(chain.get(1), chain.get(2)));
        }

        for (List<People> chain : chains) {
            awaitCarried(chain.getFirst(), chain.getLast());
            assertThat(chain.getLast().submit().problem()).isEqualTo("request-already-open");
        }
    }

    @Test
    void a_merge_of_a_patient_into_themselves_or_in_a_circle_is_set_aside() {
        People first = new People();
        People second = survivorOf(first);
        first.submit();
        merge(first, second);
        awaitCarried(first, second);

        merge(second, first);
        People lonely = new People();
        merge(lonely, lonely);

        String operator = token("operator", "O1", null);
        Eventually.holds(() -> {
            String parked = get("/admin/parked", operator).body();
            return parked.contains(second.says.patientKey()) && parked.contains(lonely.says.patientKey());
        });
        assertThat(show(first, second.patientToken).status()).isEqualTo(200);
    }

    @Test
    void a_hospital_merges_nobody_elses_patients() {
        People merged = new People();
        merged.submit();
        String key = merged.says.patientKey();

        merges().send(key, new org.carecontact.events.PatientMerged("meiyan", merged.patient, "P1", Instant.now()));

        String operator = token("operator", "O1", null);
        Eventually.holds(() -> get("/admin/parked", operator).body().contains(key));
        assertThat(merged.show().text("survivor")).isEmpty();
    }

    // ---- crashes and races

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_crash_between_any_two_writes_is_healed_by_the_record_that_comes_again(int written) {
        People merged = new People();
        People survivor = survivorOf(merged);
        List<People> all = Stream.concat(
                        Stream.of(merged),
                        IntStream.range(0, 2).mapToObj(_ -> new People(_ -> merged.patient, number -> "D" + number)))
                .toList();
        all.forEach(People::submit);
        survivor.submit();
        PairCommand[] steps = {
            new PairCommand.CarryToSurvivor(new PatientId(survivor.patient), Instant.now()),
            new PairCommand.TakeCarried(PairId.parse(merged.pair).orElseThrow(), Instant.now())
        };
        for (int step = 0; step < written; step++) {
            documents().handle(HOSPITAL, step == 0 ? merged.pair : survivor.pair, steps[step]);
        }

        merge(merged, survivor);

        merged.awaitState("WITHDRAWN");
        for (People people : all) {
            awaitCarried(people, survivor);
        }
        assertThat(survivor.show().text("state")).isEqualTo("SUBMITTED");
        merged.awaitPublished(ContactRequestSubmitted.class, PairCarried.class, RequestWithdrawn.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_crash_in_a_later_merge_is_healed_too(boolean written) {
        People first = new People();
        People second = survivorOf(first);
        People last = survivorOf(first);
        first.submit();
        merge(first, second);
        awaitCarried(first, second);
        last.submit();
        if (written) {
            documents()
                    .handle(
                            HOSPITAL,
                            last.pair,
                            new PairCommand.TakeCarried(PairId.parse(first.pair).orElseThrow(), Instant.now()));
        }

        merge(second, last);

        first.awaitState("WITHDRAWN");
        awaitCarried(first, last);
        assertThat(last.show().text("state")).isEqualTo("SUBMITTED");
    }

    @Test
    void a_survivor_who_asks_while_the_merge_is_carried_has_exactly_one_open_request() {
        List<People> all = IntStream.range(0, PAIRS).mapToObj(_ -> new People()).toList();
        List<People> survivors = all.stream().map(this::survivorOf).toList();
        all.forEach(People::submit);
        List<Future<Answer>> answers = new ArrayList<>();
        List<Future<?>> merging = new ArrayList<>();

        for (int i = 0; i < PAIRS; i++) {
            People merged = all.get(i);
            People survivor = survivors.get(i);
            merging.add(threads.submit(() -> merge(merged, survivor)));
            for (int call = 0; call < 3; call++) {
                answers.add(threads.submit((Callable<Answer>) survivor::submit));
                answers.add(threads.submit((Callable<Answer>) merged::submit));
            }
        }
        answers.forEach(MergedPatientTest::done);
        merging.forEach(MergedPatientTest::done);
        all.forEach(this::awaitRead);

        for (int i = 0; i < PAIRS; i++) {
            People merged = all.get(i);
            People survivor = survivors.get(i);
            Eventually.value(() -> open(merged, survivor), open -> open == 1);
            assertThat(survivor.submit().problem()).isEqualTo("request-already-open");
            assertThat(open(merged, survivor)).isEqualTo(1);
        }
    }

    @Test
    void a_grant_while_the_merge_is_carried_leaves_exactly_one_of_two() {
        List<People> all = IntStream.range(0, PAIRS).mapToObj(_ -> new People()).toList();
        List<People> survivors = all.stream().map(this::survivorOf).toList();
        Stream.concat(all.stream(), survivors.stream()).forEach(people -> {
            people.submit();
            people.decided(1, PolicyOutcome.PERMIT);
        });
        Stream.concat(all.stream(), survivors.stream()).forEach(people -> people.awaitState("AWAITING_DOCTOR"));
        List<Future<Answer>> answers = new ArrayList<>();
        List<Future<?>> merging = new ArrayList<>();

        for (int i = 0; i < PAIRS; i++) {
            People merged = all.get(i);
            People survivor = survivors.get(i);
            merging.add(threads.submit(() -> merge(merged, survivor)));
            for (People people : List.of(merged, survivor)) {
                answers.add(threads.submit(() -> people.answer("{\"answer\":\"ACCEPT\"}")));
            }
        }
        answers.forEach(MergedPatientTest::done);
        merging.forEach(MergedPatientTest::done);
        all.forEach(this::awaitRead);

        for (int i = 0; i < PAIRS; i++) {
            People merged = all.get(i);
            People survivor = survivors.get(i);
            Eventually.value(() -> open(merged, survivor), open -> open == 1);
        }
    }

    // ----

    /** Another number of the same person, for the same doctor. */
    private People survivorOf(People merged) {
        return new People(number -> "P" + number, _ -> merged.doctor);
    }

    private static Topic.Sender merges() {
        return Topic.of(Topics.encounters(HOSPITAL)).as("hospital-gateway", HOSPITAL);
    }

    private void merge(People merged, People survivor) {
        merges().send(merged.says.patientKey(), merged.says.merged(survivor.patient));
    }

    private Answer show(People people, String token) {
        return get("/requests/" + people.request(1), token);
    }

    private List<String> listed(String token) {
        return get("/requests", token)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("request").asString())
                .toList();
    }

    private void awaitCarried(People merged, People survivor) {
        Eventually.value(() -> show(merged, survivor.patientToken).status(), status -> status == 200);
    }

    /** A partition is read in order: when a merge that follows there is carried, this one has been. */
    private void awaitRead(People merged) {
        People next = new People();
        People survivor = survivorOf(next);
        next.submit();
        merges().send(merged.says.patientKey(), next.says.patientKey(), next.says.merged(survivor.patient));
        awaitCarried(next, survivor);
    }

    private int open(People merged, People survivor) {
        return (int) Stream.of(merged, survivor)
                .map(people -> show(people, survivor.patientToken))
                .filter(shown -> shown.status() == 200)
                .filter(shown -> List.of("SUBMITTED", "AWAITING_CONSENT", "AWAITING_DOCTOR", "GRANTED")
                        .contains(shown.text("state")))
                .count();
    }

    private static void done(Future<?> call) {
        try {
            call.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void submittedUnnoticed(People people) {
        RequestId id = RequestId.of(people.request(1));
        Instant now = Instant.now();
        documents()
                .handle(
                        HOSPITAL,
                        people.pair,
                        new PairCommand.Submit(
                                Request.submitted(
                                        id,
                                        HOSPITAL,
                                        new PatientId(people.patient),
                                        new DoctorId(people.doctor),
                                        Purpose.CHRONIC_CARE,
                                        sealed(id),
                                        Request.Wish.ANY,
                                        null,
                                        Request.Route.FRONT_DESK,
                                        now),
                                now));
    }

    private String sealed(RequestId request) {
        byte[] closed = service().bean(Seal.class).close(NEED, SealPurposes.need(request));
        return Base64.getEncoder().encodeToString(closed);
    }

    private Documents<PairCommand, Pair, PairEvent, PairRejection> documents() {
        return service().bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);
    }
}
