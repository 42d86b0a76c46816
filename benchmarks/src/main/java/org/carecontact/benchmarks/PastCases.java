package org.carecontact.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.bson.Document;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Settings.Size;
import org.carecontact.sandbox.tokens.TokenClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures a candidate over many stored cases: cases a second, and memory of policy-service with a heap that could
 * never hold them all. Part of {@code ./carecontact bench --decisions}.
 */
public final class PastCases {

    private static final String HOSPITAL = "tongren";
    private static final int REAL = 60;
    private static final int BATCH = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    private static final String CANDIDATE_RULE = """
        rules:
          - id: no-follow-up-visits
            title: {zh: 复诊走门诊, en: Follow-up at the clinic}
            principle: NECESSITY
            when: purpose == 'FOLLOW_UP_VISIT'
            deny: {alternatives: [FRONT_DESK]}
            wording: {zh: 复诊请预约门诊。, en: Please make an appointment for a follow-up visit.}
        """;

    private PastCases() {}

    public static void main(String[] arguments) {
        System.exit(ScriptCommand.run(new Start(), arguments));
    }

    @Command(name = "bench")
    private static final class Start implements Callable<Integer> {

        @Mixin
        private final DecisionOptions options = new DecisionOptions();

        @Override
        public Integer call() throws Exception {
            int cases = options.cases();
            try (BenchSite site = new BenchSite(options.portOffset(), Size.TIGHT)) {
                Installation installation = site.start();
                try (Day day = new Day(installation, Day.morning(), _ -> {})) {
                    day.open();
                    day.stretch(REAL, 8, List.of());
                    long bytes = store(installation.endpoints(), cases);
                    measure(installation, cases, bytes);
                }
            }
            return 0;
        }
    }

    /** Copies the documents of real flows until the store holds this many; returns the size of one. */
    private static long store(Endpoints endpoints, int cases) {
        try (MongoClient mongo = MongoClients.create(endpoints.mongo())) {
            MongoCollection<Document> pairs = mongo.getDatabase("policy").getCollection("pairs");
            List<Document> real = pairs.find(new Document("hospital", HOSPITAL).append("state.current._t", "Permitted"))
                    .into(new ArrayList<>());
            Random random = new Random(1);
            long bytes = 0;
            List<Document> batch = new ArrayList<>(BATCH);
            for (int i = real.size(); i < cases; i++) {
                Document copy = new Document(real.get(i % real.size()));
                copy.put("_id", id(random));
                copy.remove("owedSince");
                copy.put("outbox", List.of());
                batch.add(copy);
                if (batch.size() == BATCH || i == cases - 1) {
                    bytes = Math.max(bytes, copy.toJson().length());
                    pairs.insertMany(batch, new InsertManyOptions().ordered(false));
                    batch.clear();
                }
            }
            System.out.printf("%n%d cases of %s are stored, about %d bytes of JSON each%n", cases, HOSPITAL, bytes);
            return bytes;
        }
    }

    private static void measure(Running running, int stored, long bytes) throws Exception {
        Endpoints endpoints = running.endpoints();
        String body = JSON.writeValueAsString(Map.of("texts", List.of(candidate())));
        Map<String, Object> figures = new LinkedHashMap<>();
        try (HttpClient http = HttpClient.newHttpClient();
                CloseableHttpClient issuer = HttpCalls.client(Duration.ofSeconds(3), Duration.ofSeconds(15))) {
            String supervisor =
                    running.population().supervisors(HOSPITAL).getFirst().user();
            String token = new TokenClient(endpoints.tokens(), running::password, issuer).of(supervisor);
            for (String round : List.of("first", "second")) {
                long before = residentKib(running, "VmRSS");
                long start = System.nanoTime();
                JsonNode summary = whatIf(http, endpoints, token, body);
                double seconds = (System.nanoTime() - start) / 1e9;
                long judged = summary.path("cases").asLong();
                if (judged < stored) {
                    throw new IllegalStateException("only " + judged + " of " + stored + " cases were judged");
                }
                System.out.printf(
                        "what-if, %s time: %d cases in %.1f s, %.0f a second, %d change; policy-service %d MiB before,"
                                + " %d MiB at most so far, its heap at most 128 MiB%n",
                        round,
                        judged,
                        seconds,
                        judged / seconds,
                        summary.path("changed").asLong(),
                        before / 1024,
                        residentKib(running, "VmHWM") / 1024);
                figures.put(round + "_cases_per_second", Math.round(judged / seconds));
            }
        }
        figures.put("cases", stored);
        figures.put("json_bytes_of_one", bytes);
        figures.put("heap_limit_mib", 128);
        figures.put("resident_peak_mib", residentKib(running, "VmHWM") / 1024);
        System.out.println(JSON.writeValueAsString(figures));
    }

    /** Reads line by line, as the service sends them. */
    private static JsonNode whatIf(HttpClient http, Endpoints endpoints, String token, String body) throws Exception {
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(URI.create(endpoints.service("policy-service") + "/policies/what-if"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        String last = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("what-if answered " + answer.statusCode() + ": " + last);
        }
        return JSON.readTree(last).path("summary");
    }

    /** The hospital's own document with one more rule. */
    private static String candidate() {
        try (InputStream text = Objects.requireNonNull(
                PastCases.class.getResourceAsStream("/hospitals/" + HOSPITAL + "/policies/" + HOSPITAL + ".yaml"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("rules:\n", CANDIDATE_RULE)
                    .replace("examples:\n", "usually: {purpose: CHRONIC_CARE}\nexamples:\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** VmRSS now, VmHWM at most since the start; where there is no /proc, what the sandbox measures. */
    private static long residentKib(Running running, String which) {
        Running.Process service = running.processes().stream()
                .filter(one -> one.name().equals("policy-service"))
                .findFirst()
                .orElseThrow();
        try {
            return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(which + ":"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(service.residentKib());
        } catch (IOException e) {
            return service.residentKib();
        }
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder(26);
        for (int i = 0; i < 26; i++) {
            id.append("abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32)));
        }
        return id.toString();
    }
}
