package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.carecontact.events.Assessment;
import org.carecontact.events.AutoAnswer;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.kernel.codec.Trace;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.ValueTaken;
import org.carecontact.kernel.store.Work;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Permit;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.pairs.domain.Slot;
import org.carecontact.request.quotas.RequestPlaces;
import org.carecontact.request.quotas.Turns;
import org.carecontact.request.terms.SignedTerms;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hospitals and doctors want at most, with exact counts of what comes at once. */
// Longer than 300 lines: one scenario for each quota, alone and in a race.
class QuotasTest extends RunningRequests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 5;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.close();
    }

    // ---- of a patient

    @Test
    void r10_of_a_patients_requests_at_once_exactly_as_many_pass_as_may_be_open() {
        String hospital = hospital("patient: {open: 3}");
        for (int round = 0; round < ROUNDS; round++) {
            String patient = one("P");
            List<String> doctors = some("D");

            List<Answer> answers = atOnce(doctors.stream()
                    .<Callable<Answer>>map(doctor -> () -> submit(hospital, patient, doctor))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("quota-open"))
                    .hasSize(AT_ONCE - 3);
            assertThat(open(hospital, patient, doctors)).isEqualTo(3);

            // Of the place that becomes free exactly one more has it.
            String over = answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .findFirst()
                    .orElseThrow()
                    .text("request");
            withdraw(hospital, patient, over);
            List<Answer> again = atOnce(some("D").stream()
                    .<Callable<Answer>>map(doctor -> () -> submit(hospital, patient, doctor))
                    .toList());
            assertThat(again).filteredOn(answer -> answer.status() == 201).hasSize(1);
        }
    }

    @Test
    void r10_over_a_quota_the_answer_says_when_and_what_else() {
        String hospital = hospital("patient: {open: 1, month: 2}");
        String patient = one("P");
        String first = submit(hospital, patient, one("D")).text("request");

        Answer open = submit(hospital, patient, one("D"));
        assertThat(open.status()).isEqualTo(409);
        assertThat(open.problem()).isEqualTo("quota-open");
        assertThat(open.json().path("alternatives").path(0).path("link").asString())
                .isNotBlank();
        assertThat(open.text("remedy")).isNotBlank();
        assertThat(zh(open, "remedy")).isNotBlank();
        assertThat(open.json().has("coolDownUntil")).isFalse();

        withdraw(hospital, patient, first);
        withdraw(hospital, patient, submit(hospital, patient, one("D")).text("request"));
        Answer month = submit(hospital, patient, one("D"));
        assertThat(month.problem()).isEqualTo("quota-month");
        Instant next =
                YearMonth.now(ZONE).plusMonths(1).atDay(1).atStartOfDay(ZONE).toInstant();
        assertThat(month.text("possibleFrom")).isEqualTo(next.toString());
        assertThat(month.text("remedy")).contains(next.toString());
        assertThat(month.json().path("alternatives").path(0).path("link").asString())
                .isNotBlank();
    }

    @Test
    void r10_of_a_months_requests_exactly_as_many_pass_whatever_became_of_the_earlier_ones() {
        String hospital = hospital("patient: {month: 4}");
        for (int round = 0; round < ROUNDS; round++) {
            String patient = one("P");
            String doctor = one("D");
            // Two of the same pair: the first is archived, and counts on.
            withdraw(hospital, patient, submit(hospital, patient, doctor).text("request"));
            withdraw(hospital, patient, submit(hospital, patient, doctor).text("request"));
            List<String> doctors = some("D");

            List<Answer> answers = atOnce(doctors.stream()
                    .<Callable<Answer>>map(each -> () -> submit(hospital, patient, each))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("quota-month"))
                    .hasSize(AT_ONCE - 2);
            assertThat(submit(hospital, patient, doctor).problem()).isEqualTo("quota-month");
        }
    }

    @Test
    void r10_a_month_begins_at_midnight_of_the_hospital() {
        String hospital = hospital("patient: {month: 1}");
        Instant last = Instant.parse("2026-11-30T15:59:59.999Z"); // 23:59:59.999 there
        String patient = one("P");
        assertThat(submittedAt(hospital, patient, last)).isNull();

        RequestPlaces.Full full = Objects.requireNonNull(full(hospital, patient, last));
        assertThat(full.kind()).isEqualTo(Slot.Kind.PATIENT_MONTH);
        assertThat(full.until()).isEqualTo(last.plusMillis(1));
        assertThat(full(hospital, patient, last.plusMillis(1))).isNull();
        assertThat(submittedAt(hospital, patient, last.plusMillis(1))).isNull();
        assertThat(full(hospital, patient, last.plusSeconds(60))).isNotNull();

        String western = hospital("patient: {month: 1}", "zone: Asia/Urumqi");
        assertThat(submittedAt(western, patient, last)).isNull();
        assertThat(full(western, patient, last.plusMillis(1))).isNotNull(); // two hours earlier there
    }

    @Test
    void r10_merged_numbers_count_together_and_in_a_race_exactly() {
        followed(HOSPITAL, "patient: {open: 3}", "");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                People merged = new People();
                People survivor = new People();
                assertThat(merged.submit().status()).isEqualTo(201);
                // Under the remaining number the third place is taken, the first two are free again.
                List<String> doctors =
                        IntStream.range(0, 3).mapToObj(_ -> one("D")).toList();
                List<String> requests = doctors.stream()
                        .map(doctor ->
                                submit(HOSPITAL, survivor.patient, doctor).text("request"))
                        .toList();
                requests.subList(0, 2).forEach(request -> withdraw(HOSPITAL, survivor.patient, request));
                Topic.of(Topics.encounters(HOSPITAL))
                        .as("hospital-gateway", HOSPITAL)
                        .send(merged.says.patientKey(), merged.says.merged(survivor.patient));
                Eventually.value(
                        () -> get("/requests/" + merged.request(1), survivor.patientToken)
                                .status(),
                        status -> status == 200);

                List<Answer> answers = atOnce(some("D").stream()
                        .<Callable<Answer>>map(doctor -> () -> submit(HOSPITAL, survivor.patient, doctor))
                        .toList());

                assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.problem().equals("quota-open"))
                        .hasSize(AT_ONCE - 1);
            }
        } finally {
            followed(HOSPITAL, null, "");
        }
    }

    @Test
    void other_patients_other_hospitals_and_a_repeated_command_do_not_count() {
        String hospital = hospital("patient: {open: 1, month: 1}");
        String other = hospital("patient: {open: 1, month: 1}");
        String patient = one("P");
        String doctor = one("D");
        String token = token(hospital, "patient", patient, patient);
        String key = UUID.randomUUID().toString();

        Answer first = post("/requests", token, key, statement(doctor));
        assertThat(first.status()).isEqualTo(201);
        assertThat(submit(other, patient, doctor).status()).isEqualTo(201);
        assertThat(submit(hospital, patient + "1", doctor).status()).isEqualTo(201);
        post("/requests", token, key, statement(doctor)).repeats(first);
        assertThat(submit(hospital, patient, doctor).problem()).isEqualTo("request-already-open");
    }

    @Test
    void a_refusal_by_a_quota_writes_nothing() {
        String hospital = hospital("patient: {open: 1}");
        String patient = one("P");
        String doctor = one("D");
        String over = submit(hospital, patient, doctor).text("request");
        withdraw(hospital, patient, over);
        submit(hospital, patient, one("D"));

        assertThat(submit(hospital, patient, doctor).problem()).isEqualTo("quota-open");

        String token = token(hospital, "patient", patient, patient);
        assertThat(get("/requests/" + over, token).text("state")).isEqualTo("WITHDRAWN");
        assertThat(get("/requests/" + over + "/history", token).json().path("items"))
                .hasSize(1);
    }

    // ---- of a doctor

    @Test
    void r10_of_requests_to_a_doctor_at_once_exactly_as_many_pass_as_may_be_open() {
        String hospital = hospital("doctor: {open: 3}");
        for (int round = 0; round < ROUNDS; round++) {
            String doctor = one("D");

            List<Answer> answers = atOnce(some("P").stream()
                    .<Callable<Answer>>map(patient -> () -> submit(hospital, patient, doctor))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("quota-doctor"))
                    .hasSize(AT_ONCE - 3);
        }
    }

    @Test
    void r10_of_permits_at_once_the_doctor_is_asked_exactly_as_often_as_a_day_allows_and_the_others_wait() {
        String hospital = hospital("doctor: {day: 3}");
        for (int round = 0; round < 2; round++) {
            String doctor = one("D");
            List<SampleEvents> all = some("P").stream()
                    .map(patient -> submitted(hospital, patient, doctor))
                    .toList();

            atOnce(all.stream()
                    .<Callable<Answer>>map(says -> () -> {
                        permitted(says, 1, _ -> {});
                        return show(says);
                    })
                    .toList());
            all.forEach(says -> Eventually.value(
                    () -> show(says).text("state"),
                    state -> state.equals("AWAITING_DOCTOR") || state.equals("AWAITING_DELIVERY")));

            List<Answer> shown = all.stream().map(this::show).toList();
            assertThat(shown)
                    .filteredOn(answer -> answer.text("state").equals("AWAITING_DOCTOR"))
                    .hasSize(3);
            LocalDate today = LocalDate.now(ZONE);
            for (int later = 1; later <= 2; later++) {
                Instant morning = today.plusDays(later)
                        .atTime(LocalTime.of(8, 0))
                        .atZone(ZONE)
                        .toInstant();
                assertThat(shown)
                        .filteredOn(answer -> answer.text("until").equals(morning.toString()))
                        .hasSize(later == 1 ? 3 : AT_ONCE - 6);
            }
        }
    }

    @Test
    void a_permit_that_comes_twice_or_is_revised_takes_one_place() {
        String hospital = hospital("doctor: {day: 2}");
        String doctor = one("D");
        SampleEvents first = submitted(hospital, one("P"), doctor);
        SampleEvents second = submitted(hospital, one("P"), doctor);
        SampleEvents third = submitted(hospital, one("P"), doctor);

        permitted(first, 1, _ -> {});
        permitted(first, 1, _ -> {});
        permitted(first, 2, _ -> {});
        awaitState(first, "AWAITING_DOCTOR");
        permitted(second, 1, _ -> {});
        awaitState(second, "AWAITING_DOCTOR");
        permitted(third, 1, _ -> {});
        awaitState(third, "AWAITING_DELIVERY");
    }

    @Test
    void a_place_of_a_day_is_free_again_only_if_the_doctor_was_not_asked() {
        String hospital = hospital("doctor: {day: 1}");
        String doctor = one("D");
        SampleEvents asked = submitted(hospital, one("P"), doctor);
        permitted(asked, 1, _ -> {});
        awaitState(asked, "AWAITING_DOCTOR");
        SampleEvents held = submitted(hospital, one("P"), doctor);
        permitted(held, 1, _ -> {});
        awaitState(held, "AWAITING_DELIVERY");
        String tomorrow = show(held).text("until");
        withdraw(hospital, asked.patient().value(), asked.request().toString());
        withdraw(hospital, held.patient().value(), held.request().toString());

        SampleEvents next = submitted(hospital, one("P"), doctor);
        permitted(next, 1, _ -> {});

        awaitState(next, "AWAITING_DELIVERY");
        assertThat(show(next).text("until")).isEqualTo(tomorrow);
    }

    @Test
    void r10_a_day_of_a_doctor_begins_at_midnight_of_the_hospital() {
        String hospital = hospital("doctor: {day: 1}");
        String doctor = one("D");
        Instant last = Instant.parse("2027-03-05T15:59:59.999Z"); // 23:59:59.999 there
        asked(hospital, doctor, last);

        PairCommand.Taking held = turn(hospital, doctor, last, null);
        PairCommand.Taking next = turn(hospital, doctor, last.plusMillis(1), null);

        assertThat(permit(held).earliestDelivery()).isEqualTo(Instant.parse("2027-03-06T00:00:00Z")); // 08:00 there
        assertThat(permit(next).earliestDelivery()).isNull();
        assertThat(held.slots()).extracting(Slot::span).containsExactly("2027-03-06");
        assertThat(next.slots()).extracting(Slot::span).containsExactly("2027-03-06");
        // What policy holds back itself counts on the day for which it does.
        assertThat(turn(hospital, doctor, last, Instant.parse("2027-03-08T01:00:00Z"))
                        .slots())
                .extracting(Slot::span)
                .containsExactly("2027-03-08");
    }

    @Test
    void a_batch_that_read_before_another_took_the_place_is_delivered_again_and_then_waits() {
        String hospital = hospital("doctor: {day: 1}");
        String doctor = one("D");
        Instant now = Instant.parse("2027-03-05T02:00:00Z");
        Turns.Permitted first = permitted(hospital, doctor, null);
        Turns.Permitted second = permitted(hospital, doctor, null);
        PairCommand firsts = turn(first, now);
        PairCommand seconds = turn(second, now); // both saw the place free
        for (Turns.Permitted one : List.of(first, second)) {
            Request request = request(hospital, one.patient().value(), doctor, now);
            documents().handle(hospital, request.id().pair().toString(), new PairCommand.Submit(request, now));
        }

        assertThat(applied(first, firsts)).isInstanceOf(Pair.AwaitingDoctor.class);
        assertThatThrownBy(() -> applied(second, seconds)).isInstanceOf(ValueTaken.class);
        assertThat(state(second)).isInstanceOf(Pair.Submitted.class);

        assertThat(applied(second, turn(second, now))).isInstanceOf(Pair.AwaitingDelivery.class);
        assertThat(applied(first, turn(first, now))).isInstanceOf(Pair.AwaitingDoctor.class); // it comes again
    }

    @Test
    void who_finds_no_day_within_two_weeks_is_turned_back_with_alternatives() {
        String hospital = hospital("doctor: {day: 1}");
        String doctor = one("D");
        Instant day = Instant.parse("2027-03-05T02:00:00Z");
        for (int later = 0; later <= 14; later++) {
            asked(hospital, doctor, day.plusSeconds(later * 86_400L));
        }

        assertThat(turns(hospital, doctor, day, null)).isEmpty();
    }

    @Test
    void r10_of_acceptances_at_once_exactly_as_many_pass_as_the_doctor_has_room_for() {
        String hospital = hospital("patient: {open: 9}");
        for (int round = 0; round < ROUNDS; round++) {
            String doctor = one("D");
            List<SampleEvents> all = some("P").stream()
                    .map(patient -> submitted(hospital, patient, doctor))
                    .toList();
            all.forEach(says -> permitted(says, 1, said -> said.setDoctorCapacity(2)));
            all.forEach(says -> awaitState(says, "AWAITING_DOCTOR"));

            List<Answer> answers = atOnce(all.stream()
                    .<Callable<Answer>>map(says -> () -> accept(says))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(2);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("capacity-reached"))
                    .hasSize(AT_ONCE - 2);
            assertThat(all)
                    .filteredOn(says -> show(says).text("state").equals("GRANTED"))
                    .hasSize(2);

            SampleEvents granted = all.stream()
                    .filter(says -> show(says).text("state").equals("GRANTED"))
                    .findFirst()
                    .orElseThrow();
            SampleEvents waiting = all.stream()
                    .filter(says -> show(says).text("state").equals("AWAITING_DOCTOR"))
                    .findFirst()
                    .orElseThrow();
            post("/contacts/" + granted.request() + "/end", token(hospital, "doctor", doctor, null), "{}");
            assertThat(accept(waiting).status()).isEqualTo(200);
            // Who is not the doctor learns nothing of how many there are.
            assertThat(post(
                                    "/requests/" + all.getLast().request() + "/answer",
                                    token(hospital, "doctor", one("D"), null),
                                    "{\"answer\":\"ACCEPT\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void r10_rules_that_accept_leave_to_the_doctor_what_would_be_one_contact_too_many() {
        String hospital = hospital("patient: {open: 9}");
        String doctor = one("D");
        publishTerms(hospital, hospital + ":" + doctor, terms(hospital, doctor, "default-doctor-terms", "ab"));
        Eventually.holds(() -> service().bean(SignedTerms.class).by(hospital, new DoctorId(doctor)));
        List<SampleEvents> all = some("P").stream()
                .map(patient -> submitted(hospital, patient, doctor))
                .toList();

        atOnce(all.stream()
                .<Callable<Answer>>map(says -> () -> {
                    permitted(says, 1, said -> said.setDoctorCapacity(2).setAutoAnswer(new AutoAnswer("ACCEPT", null)));
                    return show(says);
                })
                .toList());
        all.forEach(says -> Eventually.value(
                () -> show(says).text("state"), state -> state.equals("AWAITING_DOCTOR") || state.equals("GRANTED")));

        assertThat(all)
                .filteredOn(says -> show(says).text("state").equals("GRANTED"))
                .hasSize(2);
    }

    // ---- the files

    @Test
    void a_changed_file_is_followed_and_a_wrong_one_changes_nothing() {
        String hospital = hospital("patient: {open: 1}");
        String patient = one("P");
        submit(hospital, patient, one("D"));
        assertThat(submit(hospital, patient, one("D")).problem()).isEqualTo("quota-open");

        followed(hospital, "patient: {open: 2}", "");
        Eventually.value(() -> submit(hospital, patient, one("D")).status(), status -> status == 201);
        assertThat(submit(hospital, patient, one("D")).problem()).isEqualTo("quota-open");

        write(hospital, "quotas: {patient: {open: none}}\n");
        String next = hospital("patient: {open: 1}"); // read after it
        assertThat(next).isNotEqualTo(hospital);
        assertThat(submit(hospital, patient, one("D")).problem()).isEqualTo("quota-open");

        // A smaller one takes nothing away and lets nothing in.
        followed(hospital, "patient: {open: 1}", "");
        assertThat(submit(hospital, patient, one("D")).problem()).isEqualTo("quota-open");
        followed(hospital, null, "");
        assertThat(submit(hospital, patient, one("D")).status()).isEqualTo(201);
    }

    // ----

    private static String one(String kind) {
        return kind + "q" + NUMBERS.incrementAndGet();
    }

    private static List<String> some(String kind) {
        return IntStream.range(0, AT_ONCE).mapToObj(_ -> one(kind)).toList();
    }

    /** A hospital with these quotas, as soon as the service follows them. */
    private String hospital(String quotas) {
        return hospital(quotas, "");
    }

    private String hospital(String quotas, String more) {
        String id = "quota-" + NUMBERS.incrementAndGet();
        followed(id, quotas, more);
        return id;
    }

    /** Returns once the service follows a file that was written after it: all are read in the order of their names. */
    private void followed(String hospital, @Nullable String quotas, String more) {
        write(hospital, (quotas == null ? "" : "quotas: {" + quotas + "}\n") + more + "\n");
        String probe = "zzz-" + NUMBERS.incrementAndGet();
        write(probe, "quotas: {patient: {month: 1}}\n");
        String patient = one("P");
        Eventually.value(
                () -> {
                    String token = token(probe, "patient", patient + UUID.randomUUID(), patient);
                    return post("/requests", token, statement(one("D"))).problem();
                },
                problem -> problem.equals("quota-month"));
    }

    private static void write(String hospital, String more) {
        try {
            Path file = HOSPITALS.resolve(hospital).resolve("hospital.yml");
            Files.createDirectories(file.getParent());
            Path written = HOSPITALS.resolve(hospital).resolve(".written");
            Files.writeString(written, "id: " + hospital + "\nname: {zh: 医院, en: Hospital}\n" + more);
            Files.setLastModifiedTime(written, FileTime.from(Instant.now().plusSeconds(NUMBERS.incrementAndGet())));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer submit(String hospital, String patient, String doctor) {
        // Each by another of the patient's people: a rate limit is one person's.
        return post("/requests", token(hospital, "patient", one("person"), patient), statement(doctor));
    }

    private void withdraw(String hospital, String patient, String request) {
        assertThat(post(
                                "/requests/" + request + "/withdrawal",
                                token(hospital, "patient", one("person"), patient),
                                "{}")
                        .status())
                .isEqualTo(200);
    }

    private long open(String hospital, String patient, List<String> doctors) {
        return doctors.stream()
                .filter(doctor -> documents()
                        .find(hospital, pairs.of(hospital, patient, doctor).toString())
                        .isPresent())
                .count();
    }

    private SampleEvents submitted(String hospital, String patient, String doctor) {
        assertThat(submit(hospital, patient, doctor).status()).isEqualTo(201);
        return new SampleEvents(hospital, patient, doctor, pairs.of(hospital, patient, doctor));
    }

    private static void permitted(SampleEvents says, long sequence, Consumer<Assessment.Builder> more) {
        String pair = says.request().pair().toString();
        Topic.of(Topics.DECISIONS)
                .as("policy-service", says.hospital())
                .send(pair, pair, sequence, says.decided(PolicyOutcome.PERMIT, said -> {
                    said.setHours(null);
                    more.accept(said);
                }));
    }

    private Answer show(SampleEvents says) {
        return get(
                "/requests/" + says.request(),
                token(says.hospital(), "patient", one("person"), says.patient().value()));
    }

    private void awaitState(SampleEvents says, String state) {
        Eventually.value(() -> show(says).text("state"), state::equals);
    }

    private Answer accept(SampleEvents says) {
        return post(
                "/requests/" + says.request() + "/answer",
                token(says.hospital(), "doctor", says.doctor().value(), null),
                "{\"answer\":\"ACCEPT\"}");
    }

    private Request request(String hospital, String patient, String doctor, Instant now) {
        PairId pair = pairs.of(hospital, patient, doctor);
        return Request.submitted(
                new RequestId(pair, 1),
                hospital,
                new PatientId(patient),
                new DoctorId(doctor),
                Purpose.CHRONIC_CARE,
                "",
                Request.Wish.ANY,
                null,
                Request.Route.API,
                now);
    }

    private RequestPlaces.@Nullable Full full(String hospital, String patient, Instant now) {
        return places(request(hospital, patient, one("D"), now), now).full();
    }

    private RequestPlaces.@Nullable Full submittedAt(String hospital, String patient, Instant now) {
        Request request = request(hospital, patient, one("D"), now);
        RequestPlaces.Taken taken = places(request, now);
        documents()
                .handle(
                        hospital,
                        request.id().pair().toString(),
                        new PairCommand.Submit(request.holding(taken.slots()), now));
        return taken.full();
    }

    private RequestPlaces.Taken places(Request request, Instant now) {
        return service().bean(RequestPlaces.class).forRequest(request, new Pair.NoRequest(List.of()), now);
    }

    private PairCommand turn(Turns.Permitted one, Instant now) {
        return service().bean(Turns.class).of(List.of(one), now).turn(one).orElseThrow();
    }

    /** As a batch from Kafka is. */
    private Pair applied(Turns.Permitted one, PairCommand command) {
        Addressed<PairCommand> addressed =
                new Addressed<>(one.hospital(), one.request().pair().toString(), "policy-service", 1, List.of(command));
        documents().apply(List.of(new Work<>(addressed, Trace.current())));
        return state(one);
    }

    private Pair state(Turns.Permitted one) {
        return documents().load(one.hospital(), one.request().pair().toString()).state();
    }

    /** Has the doctor asked about another patient. */
    private void asked(String hospital, String doctor, Instant now) {
        Turns.Permitted permitted = permitted(hospital, doctor, null);
        Request request = request(hospital, permitted.patient().value(), doctor, now);
        String pair = request.id().pair().toString();
        documents().handle(hospital, pair, new PairCommand.Submit(request, now));
        documents()
                .handle(
                        hospital,
                        pair,
                        service()
                                .bean(Turns.class)
                                .of(List.of(permitted), now)
                                .turn(permitted)
                                .orElseThrow());
    }

    private PairCommand.Taking turn(String hospital, String doctor, Instant now, @Nullable Instant earliest) {
        return turns(hospital, doctor, now, earliest).getFirst();
    }

    private List<PairCommand.Taking> turns(String hospital, String doctor, Instant now, @Nullable Instant earliest) {
        Turns.Permitted permitted = permitted(hospital, doctor, earliest);
        return service().bean(Turns.class).of(List.of(permitted), now).turn(permitted).stream()
                .map(PairCommand.Taking.class::cast)
                .toList();
    }

    private Turns.Permitted permitted(String hospital, String doctor, @Nullable Instant earliest) {
        String patient = one("P");
        return new Turns.Permitted(
                hospital,
                new PatientId(patient),
                new DoctorId(doctor),
                new RequestId(pairs.of(hospital, patient, doctor), 1),
                new Permit(List.of("WECOM"), null, 30, List.of(), null, earliest, List.of(), 2, Instant.EPOCH));
    }

    private static Permit permit(PairCommand.Taking taking) {
        return ((PairCommand.Allow) taking.command()).permit();
    }

    private Documents<PairCommand, Pair, PairEvent, PairRejection> documents() {
        return service().bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);
    }

    private List<Answer> atOnce(List<Callable<Answer>> commands) {
        CyclicBarrier start = new CyclicBarrier(commands.size());
        List<Future<Answer>> running = commands.stream()
                .map(command -> threads.submit(() -> {
                    start.await();
                    return command.call();
                }))
                .toList();
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> one : running) {
            try {
                answers.add(one.get());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return answers;
    }
}
