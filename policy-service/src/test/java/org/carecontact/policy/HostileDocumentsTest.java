package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("P6: documents that officers send hold nobody up, and are read whatever system wrote them")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDocumentsTest {

    private static final Path HOSPITALS = Path.of("..", "sandbox", "src", "main", "resources", "hospitals");

    private RunningService service;

    @BeforeAll
    void start() {
        service = RunningService.of(PolicyServiceApplication.class, "policy-service")
                .topics(
                        3,
                        Topics.REQUESTS,
                        Topics.CONSENTS,
                        Topics.DECISIONS,
                        Topics.encounters("tongren"),
                        Topics.doctors("tongren"),
                        Topics.schedules("tongren"))
                .with("carecontact.policies.directory", HOSPITALS.toString())
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void fifty_documents_that_would_take_hours_hold_nobody_up_and_all_are_answered() throws Exception {
        String bomb = bomb(60, 60);
        try (ExecutorService officers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 17; i++) {
                String officer = service.supervisor("tongren", "V1" + i);
                calls.add(officers.submit(() -> service.post(officer, "/policies/check", Map.of("text", bomb))));
                calls.add(officers.submit(
                        () -> service.post(officer, "/policies/what-if", Map.of("texts", List.of(bomb)))));
                calls.add(officers.submit(() -> service.post(officer, "/policies", Map.of("text", bomb))));
            }

            do {
                service.health("liveness").is(200);
                service.get(service.staff("tongren", "S1"), "/policies").is(200);
            } while (!calls.stream().allMatch(Future::isDone));

            for (Future<Answer> call : calls) {
                // 200 says what is wrong with the document, 503 that too many are being checked.
                assertThat(call.get().status()).isIn(200, 422, 503);
                assertThat(call.get().body())
                        .containsAnyOf("cases would have to be tried", "took longer", "took too long", "checks-busy");
            }
        }
    }

    @Test
    void a_document_with_lines_of_windows_is_the_same_document() throws IOException {
        String text = Files.readString(HOSPITALS.resolve("tongren/policies/tongren.yaml"));
        for (String written : List.of(text, text.replace("\n", "\r\n"), text.replace("\n", "\r"))) {
            Answer checked =
                    service.post(service.supervisor("tongren", "V2"), "/policies/check", Map.of("text", written));
            assertThat(checked.is(200).json().path("good").asBoolean())
                    .as(checked.body())
                    .isTrue();
        }
        service.post(service.supervisor("tongren", "V2"), "/policies/check", Map.of("text", text + "\u0007"))
                .isProblem(400, "forbidden-character");
    }

    @Test
    void who_checks_or_tries_too_often_is_told_when_to_come_again_and_nobody_else() {
        for (String path : List.of("/policies/check", "/policies/what-if")) {
            List<Answer> answers = IntStream.range(0, 100)
                    .mapToObj(_ -> service.post(service.supervisor("tongren", "V3"), path, Map.of()))
                    .toList();
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 429)
                    .isNotEmpty()
                    .allSatisfy(refused -> {
                        refused.isProblem(429, "too-many-requests");
                        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
                    });
            assertThat(service.post(service.supervisor("tongren", "V4"), path, Map.of())
                            .status())
                    .isNotEqualTo(429);
        }
    }

    /** Each pair of a permit and a deny compares the same facts in some thousands of cases. */
    private static String bomb(int permits, int denies) {
        String permit = "scene in ['OUTPATIENT', 'ONLINE'] && lastEncounter != 'NONE' && inProgress == 'NONE'"
                + " && purpose != 'CONVENIENCE' && ageBand == 'ADULT' && requester == 'PATIENT' && wish != 'WECOM'";
        String deny = "scene == 'NONE' && lastEncounter == 'OLDER' && inProgress == 'EMER'"
                + " && purpose == 'CONVENIENCE' && ageBand == 'UNDER_14' && requester == 'FAMILY' && wish == 'WECOM'";
        return "layer: national\nname: national\nversion: 9\nfrom: 2026-01-01\ntitle: {zh: 试, en: T}\nsource: trial\n"
                + "rules:\n" + rules("permit", permits, permit) + rules("deny", denies, deny)
                + "examples: [{name: a, given: {scene: NONE}, expect: {outcome: DENY}}]\n";
    }

    private static String rules(String effect, int many, String condition) {
        return IntStream.range(0, many)
                .mapToObj(i -> "  - {id: " + effect + "-" + i
                        + ", title: {zh: 试, en: T}, wording: {zh: 试, en: T}, principle: SAFETY, when: \"" + condition
                        + "\", "
                        + (effect.equals("deny") ? "deny: {alternatives: [FRONT_DESK]}" : "permit: {}") + "}\n")
                .collect(Collectors.joining());
    }
}
