package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.schemas.Metric;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Candidate policies tried on past cases. */
class WhatIfTest extends RunningPolicy {

    @Test
    void a_candidate_changes_exactly_the_cases_that_it_must_and_no_live_one() throws IOException {
        Instant since = CLOCK.instant();
        SampleEvents seen = givenDecided();
        givenPrechecked(givenPeople());
        String candidate = policy(HOSPITAL, 2)
                .replace("rules:\n", """
                    rules:
                      - id: no-cardiology-follow-up
                        title: {zh: 不, en: "No"}
                        principle: NECESSITY
                        when: department == 'cardiology' && scene == 'OUTPATIENT'
                        deny: {alternatives: [CLINIC_PHONE]}
                        wording: {zh: 不, en: "No"}
                    """)
                .replace("examples:\n", "usually: {department: dental, scene: NONE}\nexamples:\n");

        Answer answer = SERVICE.post(
                        SERVICE.supervisor(HOSPITAL, "V1"),
                        "/policies/what-if",
                        Map.of("texts", List.of(candidate), "since", since.toString()))
                .is(200);

        List<JsonNode> lines =
                answer.body().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().filter(line -> line.has("changed")).map(line -> line.path("changed")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("request").stringValue())
                            .isEqualTo(seen.request().toString());
                    assertThat(one.path("rules").toString()).isEqualTo("[\"no-cardiology-follow-up\"]");
                });
        JsonNode summary = lines.getLast().path("summary");
        assertThat(summary.path("cases").intValue()).isEqualTo(2);
        assertThat(summary.at("/counts/scene/OUTPATIENT/PERMIT/before").intValue())
                .isOne();
        assertThat(summary.at("/counts/scene/OUTPATIENT/PERMIT/after").intValue())
                .isZero();
        assertThat(decided(givenDecided()).getOutcome()).isEqualTo(PolicyOutcome.PERMIT);
    }

    @Test
    void who_hangs_up_ends_the_what_if() throws Exception {
        int cases = 10_000;
        MongoCollection<Document> pairs = PAIRS.collection();
        Document one = Objects.requireNonNull(
                pairs.find(new Document("_id", givenDecided().pair().value())).first());
        one.append("hospital", "yunyi").remove("outbox");
        for (int from = 0; from < cases; from += 1_000) {
            pairs.insertMany(IntStream.range(from, from + 1_000)
                    .mapToObj(i -> new Document(one).append("_id", "yunyi-copy-" + i))
                    .toList());
        }
        double before = tried();

        // The rig's calls read answers to their end; this one must hang up before.
        HttpRequest request = SERVICE.request("/policies/what-if")
                .header("Authorization", "Bearer " + SERVICE.supervisor("yunyi", "V1"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("\"progress\"");
        }

        double[] last = {before};
        await().atMost(Eventually.LIMIT).during(Duration.ofSeconds(3)).until(() -> {
            double then = last[0];
            last[0] = tried();
            return then == last[0];
        });
        assertThat(tried() - before).isPositive().isLessThan(cases);
        pairs.deleteMany(new Document("hospital", "yunyi"));
    }

    private static double tried() {
        return SERVICE.bean(MeterRegistry.class)
                .counter(Metric.WHAT_IF_CASES.id())
                .count();
    }
}
