package org.carecontact.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.commandline.PortOffset;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Settings.Size;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.people.Population;
import org.carecontact.sandbox.tokens.TokenClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** How long others wait while a service is attacked, and how long an attack lasts: {@code ./carecontact bench --attacks}. */
public final class Attacks {

    private static final String HOSPITAL = "tongren";
    private static final int CONNECTIONS = 60;
    private static final int PATIENTS = 50;
    private static final int OFFICERS = 17;
    private static final String DEAREST_TEXT = "突然".repeat(10_000);
    private static final JsonMapper JSON = new JsonMapper();

    private final Running running;
    private final TokenClient tokens;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private Attacks(Running running, CloseableHttpClient issuer) {
        this.running = running;
        this.tokens = new TokenClient(running.endpoints().tokens(), running::password, issuer);
    }

    public static void main(String[] arguments) {
        System.exit(ScriptCommand.run(new Start(), arguments));
    }

    @Command(name = "bench")
    private static final class Start implements Callable<Integer> {

        @Option(names = "--attacks", required = true)
        @SuppressWarnings("UnusedVariable") // Chosen by the script; the program only has to accept it.
        private boolean attacks;

        @Mixin
        private final PortOffset portOffset = new PortOffset();

        @Override
        public Integer call() throws Exception {
            try (BenchSite site = new BenchSite(portOffset.value(), Size.SMALL);
                    CloseableHttpClient issuer = HttpCalls.client(Duration.ofSeconds(3), Duration.ofSeconds(15))) {
                new Attacks(site.start(), issuer).measure();
            }
            return 0;
        }
    }

    private void measure() throws Exception {
        Population people = running.population();
        Person patient = people.person(people.patient(HOSPITAL, 1));
        Person officer = people.supervisors(HOSPITAL).getFirst();
        Others requests = new Others("request-service", "/requests", patient);
        Others policies = new Others("policy-service", "/policies", officer);
        System.out.printf("%nwhat others wait for, in milliseconds: median and longest%n");
        report("request-service at rest", quiet(requests), 0);
        report("policy-service at rest", quiet(policies), 0);

        attack("unfinished bodies, no token", requests, unfinished(""));
        attack(
                "unfinished bodies, with a token",
                requests,
                unfinished("Authorization: Bearer " + tokens.of(patient.user()) + "\r\n"));
        String triage = JSON.writeValueAsString(Map.of("need", DEAREST_TEXT));
        attack(
                PATIENTS + " of the dearest texts",
                requests,
                Collections.nCopies(PATIENTS, () -> post("request-service", "/triage", patient, triage)));
        String document = bomb();
        String checked = JSON.writeValueAsString(Map.of("text", document));
        String tried = JSON.writeValueAsString(Map.of("texts", List.of(document)));
        attack(
                "one document that would take hours",
                policies,
                List.of(() -> post("policy-service", "/policies/check", officer, checked)));
        List<Callable<Integer>> documents = new ArrayList<>();
        for (int i = 0; i < OFFICERS; i++) {
            documents.add(() -> post("policy-service", "/policies/check", officer, checked));
            documents.add(() -> post("policy-service", "/policies/what-if", officer, tried));
            documents.add(() -> post("policy-service", "/policies", officer, checked));
        }
        attack(documents.size() + " such documents at once", policies, documents);
        System.out.println(JSON.writeValueAsString(figures));
    }

    /** What others do meanwhile: they ask for the health of a service, and make an ordinary call. */
    private record Others(String service, String path, Person person) {}

    private record Waits(List<Double> health, List<Double> call) {}

    private Waits quiet(Others others) throws Exception {
        Waits waits = new Waits(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            ask(others, waits);
        }
        waits.health().clear(); // so far the JVM was cold
        waits.call().clear();
        for (int i = 0; i < 50; i++) {
            ask(others, waits);
        }
        return waits;
    }

    private void attack(String name, Others others, List<? extends Callable<Integer>> calls) throws Exception {
        Waits waits = new Waits(new ArrayList<>(), new ArrayList<>());
        Map<Integer, Integer> answers = new TreeMap<>();
        long begun = System.nanoTime();
        try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> attack = new ArrayList<>();
            for (Callable<Integer> call : calls) {
                attack.add(attackers.submit(call));
            }
            do {
                ask(others, waits);
            } while (!attack.stream().allMatch(Future::isDone));
            for (Future<Integer> call : attack) {
                answers.merge(answer(call), 1, Integer::sum);
            }
        }
        report(name + " " + answers, waits, (System.nanoTime() - begun) / 1e6);
    }

    private static int answer(Future<Integer> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException _) {
            return 0;
        }
    }

    private void ask(Others others, Waits waits) throws Exception {
        long begun = System.nanoTime();
        URI health = URI.create(running.endpoints().management(others.service()) + "/actuator/health/liveness");
        send(HttpRequest.newBuilder(health));
        long asked = System.nanoTime();
        send(request(others.service(), others.path(), others.person()));
        waits.health().add((asked - begun) / 1e6);
        waits.call().add((System.nanoTime() - asked) / 1e6);
    }

    private HttpRequest.Builder request(String service, String path, Person person) throws IOException {
        return HttpRequest.newBuilder(URI.create(running.endpoints().service(service) + path))
                .header("Authorization", "Bearer " + tokens.of(person.user()));
    }

    private int post(String service, String path, Person person, String body) throws Exception {
        return send(request(service, path, person)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private List<Callable<Integer>> unfinished(String headers) {
        int port = URI.create(running.endpoints().service("request-service")).getPort();
        byte[] request =
                ("POST /requests HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n"
                                + headers + "Content-Length: 60000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII);
        return Collections.nCopies(CONNECTIONS, () -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(request);
                byte[] answer = socket.getInputStream().readAllBytes();
                return Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
            } catch (SocketException _) {
                return 0;
            }
        });
    }

    /** Permits and denies over the same facts, each of which would have to be compared with each other. */
    private static String bomb() {
        String condition = "scene == '%s' && lastEncounter %s 'NONE' && purpose %s 'CONVENIENCE' && ageBand == 'ADULT'"
                + " && requester == '%s' && inProgress == 'NONE' && wish != 'WECOM'";
        String permit = condition.formatted("ONLINE", "!=", "!=", "PATIENT");
        String deny = condition.formatted("NONE", "==", "==", "FAMILY");
        return "layer: national\nname: national\nversion: 9\nfrom: 2026-01-01\ntitle: {zh: 试, en: T}\nsource: trial\nrules:\n"
                + rules("permit", permit, "permit: {}") + rules("deny", deny, "deny: {alternatives: [FRONT_DESK]}")
                + "examples: [{name: a, given: {scene: NONE}, expect: {outcome: DENY}}]\n";
    }

    private static String rules(String name, String condition, String effect) {
        return IntStream.range(0, 60)
                .mapToObj(i -> "  - {id: " + name + "-" + i
                        + ", title: {zh: 试, en: T}, wording: {zh: 试, en: T}, principle: SAFETY, when: \"" + condition
                        + "\", " + effect + "}\n")
                .collect(Collectors.joining());
    }

    private void report(String name, Waits waits, double lasted) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("health_ms", List.of(median(waits.health()), Collections.max(waits.health())));
        figure.put("call_ms", List.of(median(waits.call()), Collections.max(waits.call())));
        figure.put("attack_ms", Math.round(lasted));
        figures.put(name, figure);
        System.out.printf(
                "  %-56s health %5.1f %6.1f   call %5.1f %6.1f   the attack lasted %.0f%n",
                name,
                median(waits.health()),
                Collections.max(waits.health()),
                median(waits.call()),
                Collections.max(waits.call()),
                lasted);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
