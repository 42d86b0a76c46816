package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R12: while the service is attacked, its health and other people are answered")
class AttackTest extends RunningRequests {

    /** More than the service has threads. */
    private static final int AT_ONCE = 60;

    /** Costs most of all that fits into a body. */
    private static final String WORST = "突然".repeat(10_000);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodies_that_never_end_hold_nobody_up_and_are_given_up(boolean withToken) throws IOException {
        String authorization = withToken ? "Authorization: Bearer " + new People().patientToken + "\r\n" : "";
        byte[] unfinished = ("POST /requests HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: k\r\n" + authorization + "Content-Length: 60000\r\n\r\n{\"need\":")
                .getBytes(StandardCharsets.US_ASCII);
        List<Socket> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                Socket attacker = new Socket("127.0.0.1", service().port());
                attackers.add(attacker);
                attacker.setSoTimeout(60_000);
                attacker.getOutputStream().write(unfinished);
            }

            othersAreAnswered();

            for (Socket attacker : attackers) {
                assertThat(untilClosed(attacker)).startsWith("HTTP/1.1 " + (withToken ? "408" : "401"));
            }
        } finally {
            for (Socket attacker : attackers) {
                attacker.close();
            }
        }
        othersAreAnswered();
    }

    @Test
    void fifty_of_the_dearest_texts_hold_nobody_up_and_are_all_answered() throws Exception {
        String body = JSON.writeValueAsString(Map.of("need", WORST));
        try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String token = new People().patientToken;
                calls.add(attackers.submit(() -> post("/triage", token, body)));
            }

            do {
                othersAreAnswered();
            } while (!calls.stream().allMatch(Future::isDone));

            for (Future<Answer> call : calls) {
                assertThat(call.get().status()).isIn(200, 422);
            }
        }
    }

    @Test
    void who_answers_withdraws_witnesses_or_ends_too_often_is_told_when_to_come_again() {
        People people = new People();
        String request = people.request(1);
        Map<String, String> callers = Map.of(
                "/requests/" + request + "/answer", people.doctorToken,
                "/requests/" + request + "/withdrawal", people.patientToken,
                "/requests/" + request + "/witness", token("staff", "S" + people.number, null),
                "/contacts/" + request + "/end", people.patientToken);
        callers.forEach((path, token) -> {
            Answer refused = untilRefused(path, token);
            assertThat(refused.problem()).isEqualTo("too-many-requests");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        });
        People others = new People();
        assertThat(others.submit().status()).isEqualTo(201);
        assertThat(post("/requests/" + others.request(1) + "/withdrawal", others.patientToken, "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void r12_who_asks_for_grades_or_advice_too_often_is_told_what_to_do_in_an_emergency() {
        People people = new People();
        for (String path : List.of("/triage", "/coach/checks", "/coach/compositions")) {
            assertThat(untilRefused(path, people.patientToken)
                            .json()
                            .path("emergency")
                            .path("zh")
                            .asString())
                    .contains("120", "急诊");
        }
    }

    /** The first refusal of too many calls; fewer than all commands together may have. */
    private Answer untilRefused(String path, String token) {
        for (int call = 0; call < 100; call++) {
            Answer answer = post(path, token, "{}");
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError("no limit on " + path);
    }

    private void othersAreAnswered() {
        People others = new People();
        service().health("liveness").is(200);
        assertThat(others.submit().status()).isEqualTo(201);
        assertThat(others.show().status()).isEqualTo(200);
    }

    /** What comes back until the service hangs up. */
    private static String untilClosed(Socket attacker) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            for (int read = attacker.getInputStream().read();
                    read >= 0;
                    read = attacker.getInputStream().read()) {
                answer.append((char) read);
            }
        } catch (SocketException _) {
            return answer.toString(); // closed with bytes of ours unread
        }
        return answer.toString();
    }
}
