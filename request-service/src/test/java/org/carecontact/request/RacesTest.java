package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands at the same moment, with exact counts. */
class RacesTest extends RunningRequests {

    private static final int PAIRS = 12;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void of_requests_of_one_pair_at_once_exactly_one_is_submitted() {
        for (People people : people()) {
            List<Answer> answers = atOnce(IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(i -> people::submit)
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("request-already-open"))
                    .hasSize(5);
            people.awaitPublished(ContactRequestSubmitted.class);
        }
    }

    @Test
    void one_command_sent_twice_at_once_is_one_command() {
        for (People people : people()) {
            String key = UUID.randomUUID().toString();
            Callable<Answer> submit = () -> post("/requests", people.patientToken, key, people.statement());

            List<Answer> answers = atOnce(List.of(submit, submit, submit));

            assertThat(answers).allMatch(answer -> answer.status() == 201);
            answers.forEach(answer -> answer.repeats(answers.getFirst()));
            people.awaitPublished(ContactRequestSubmitted.class);
        }
    }

    @Test
    void of_two_answers_at_once_exactly_one_wins() {
        for (People people : asked()) {
            List<Answer> answers = atOnce(List.of(
                    () -> people.answer("{\"answer\":\"ACCEPT\"}"), () -> people.answer("{\"answer\":\"REFUSE\"}")));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(1);
            boolean granted = answers.getFirst().status() == 200;
            people.awaitPublished(
                    ContactRequestSubmitted.class,
                    DoctorAsked.class,
                    granted ? ContactGranted.class : RequestDeclined.class);
            assertThat(people.show().text("state")).isEqualTo(granted ? "GRANTED" : "DECLINED");
        }
    }

    @Test
    void of_withdrawal_and_acceptance_at_once_exactly_one_wins() {
        for (People people : asked()) {
            List<Answer> answers = atOnce(List.of(
                    () -> people.answer("{\"answer\":\"ACCEPT\"}"),
                    () -> post("/requests/" + people.request(1) + "/withdrawal", people.patientToken, "{}")));

            boolean granted = answers.getFirst().status() == 200;
            assertThat(answers.getFirst().status()).isEqualTo(granted ? 200 : 409);
            assertThat(answers.getLast().status()).isEqualTo(granted ? 409 : 200);
            people.awaitPublished(
                    ContactRequestSubmitted.class,
                    DoctorAsked.class,
                    granted ? ContactGranted.class : RequestWithdrawn.class);
        }
    }

    @Test
    void a_consent_withdrawn_while_the_doctor_accepts_leaves_no_contact() {
        List<People> all = asked();
        List<Callable<Answer>> commands = new ArrayList<>();
        for (People people : all) {
            commands.add(() -> people.answer("{\"answer\":\"ACCEPT\"}"));
            commands.add(() -> {
                publish(
                        Topics.CONSENTS,
                        people.pair,
                        3,
                        new ConsentWithdrawn(people.says(1).consent(ConsentState.WITHDRAWN, SampleEvents.unchanged())));
                return people.show();
            });
        }

        List<Answer> answers = atOnce(commands);

        for (int i = 0; i < all.size(); i++) {
            People people = all.get(i);
            boolean granted = answers.get(2 * i).status() == 200;
            people.awaitState(granted ? "ENDED" : "WITHDRAWN");
            people.awaitPublished(Stream.of(
                            Stream.of(ContactRequestSubmitted.class, DoctorAsked.class),
                            granted
                                    ? Stream.of(ContactGranted.class, ContactEnded.class)
                                    : Stream.of(RequestWithdrawn.class))
                    .flatMap(types -> types)
                    .toArray(Class<?>[]::new));
        }
    }

    @Test
    void of_two_ends_at_once_exactly_one_is_told() {
        for (People people : asked().subList(0, 4)) {
            people.answer("{\"answer\":\"ACCEPT\"}");
            String end = "/contacts/" + people.request(1) + "/end";

            List<Answer> answers = atOnce(
                    List.of(() -> post(end, people.patientToken, "{}"), () -> post(end, people.doctorToken, "{}")));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("already-ended"))
                    .hasSize(1);
            people.awaitPublished(
                    ContactRequestSubmitted.class, DoctorAsked.class, ContactGranted.class, ContactEnded.class);
        }
    }

    private List<People> people() {
        return IntStream.range(0, PAIRS).mapToObj(i -> new People()).toList();
    }

    private List<People> asked() {
        List<People> all = people();
        for (People people : all) {
            people.submit();
            people.decided(1, PolicyOutcome.PERMIT);
        }
        for (People people : all) {
            people.awaitState("AWAITING_DOCTOR");
        }
        return all;
    }

    private List<Answer> atOnce(List<Callable<Answer>> commands) {
        CyclicBarrier start = new CyclicBarrier(commands.size());
        List<Future<Answer>> running = commands.stream()
                .map(command -> threads.submit(() -> {
                    start.await();
                    return command.call();
                }))
                .toList();
        return running.stream()
                .map(answer -> {
                    try {
                        return answer.get();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
