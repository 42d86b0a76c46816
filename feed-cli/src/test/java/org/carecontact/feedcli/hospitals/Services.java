package org.carecontact.feedcli.hospitals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.consent.forms.FormCheck;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The three services as far as a folder needs them: the gateway follows the folder of hospitals, the others keep versions and
 * ask for a second person. What they were asked to change is recorded.
 */
final class Services implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ACTIVATION =
            Pattern.compile("/(policies|forms)/([^/]+)/versions/(\\d+)/(activation|discarding)");

    /** A version of a policy or a form. */
    private static final class Version {
        private final int number;
        private final String by;
        private final String content;
        private String state = "DRAFT";

        Version(int number, String by, String content) {
            this.number = number;
            this.by = by;
            this.content = content;
        }
    }

    private final HttpServer server;
    private final Path hospitals;
    private final Map<String, List<Version>> policies = new TreeMap<>();
    private final List<Version> forms = new ArrayList<>();
    private final Map<String, String> mistakes = new TreeMap<>();

    /** What was asked that changes something, as {@code publish hospital-anhe 1 by V01}. */
    final List<String> changes = new CopyOnWriteArrayList<>();

    /** Requests, by method and path, that are answered with 503. */
    volatile Predicate<String> fails = _ -> false;

    Services(Path hospitals) throws IOException {
        this.hospitals = hospitals;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token as far as this needs one. */
    static String token(String hospital, String role, String person) {
        String claims = "{\"hospital\":\"%s\",\"role\":\"%s\",\"person\":\"%s\"}".formatted(hospital, role, person);
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    /** The gateway can't open this feed, for this reason. */
    void breaks(String feed, String mistake) {
        mistakes.put(feed, mistake);
    }

    void mends() {
        mistakes.clear();
    }

    /** A newer version that is in force, whoever brought it there. */
    void inForce(String policy, int version) {
        Version one = new Version(version, "V09", "");
        one.state = "ACTIVE";
        policies.computeIfAbsent(policy, _ -> new ArrayList<>()).add(one);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
        JsonNode claims = JSON.readTree(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        synchronized (this) {
            if (fails.test(asked)) {
                say(exchange, 503, Map.of("title", "Away"));
                return;
            }
            Matcher step = ACTIVATION.matcher(exchange.getRequestURI().getPath());
            String person = claims.path("person").asString("");
            if (step.matches()) {
                step(exchange, step, person);
            } else {
                switch (asked) {
                    case "GET /feeds" -> say(exchange, 200, Map.of("items", feeds()));
                    case "POST /policies/check" -> say(exchange, 200, Map.of("good", true, "problems", List.of()));
                    case "POST /policies" ->
                        publish(
                                exchange,
                                person,
                                JSON.readTree(body).path("text").asString(""));
                    case "GET /forms" ->
                        say(
                                exchange,
                                200,
                                Map.of("items", forms.stream().map(this::form).toList()));
                    case "POST /forms" -> {
                        forms.add(new Version(
                                forms.size() + 1,
                                person,
                                FormCheck.of("sent", body).sha256()));
                        changes.add("draft " + forms.size() + " by " + person);
                        say(exchange, 201, Map.of("form", "consent", "version", forms.size()));
                    }
                    default -> {
                        String name = asked.replaceAll("^GET /policies/|/versions$", "");
                        List<Version> all = policies.get(name);
                        if (all == null) {
                            say(exchange, 404, Map.of("title", "Not found"));
                        } else {
                            say(
                                    exchange,
                                    200,
                                    Map.of(
                                            "items",
                                            all.stream().map(this::policy).toList()));
                        }
                    }
                }
            }
        }
    }

    private void publish(HttpExchange exchange, String person, String text) throws IOException {
        PolicyDocument document = DocumentParser.read("sent", text);
        String name = document.layer().name();
        List<Version> all = policies.computeIfAbsent(name, _ -> new ArrayList<>());
        int version = document.layer().version();
        Version same =
                all.stream().filter(one -> one.number == version).findFirst().orElse(null);
        if (same != null && !same.content.equals(text)) {
            say(exchange, 409, Map.of("title", "The version is taken", "remedy", "Count it up."));
            return;
        }
        if (same == null) {
            all.add(new Version(version, person, text));
            changes.add("publish " + name + " " + version + " by " + person);
        }
        say(exchange, 201, all.stream().map(this::policy).toList());
    }

    private void step(HttpExchange exchange, Matcher step, String person) throws IOException {
        int number = Integer.parseInt(step.group(3));
        List<Version> all = step.group(1).equals("forms") ? forms : policies.getOrDefault(step.group(2), List.of());
        Version version =
                all.stream().filter(one -> one.number == number).findFirst().orElseThrow();
        boolean activation = step.group(4).equals("activation");
        if (activation && version.by.equals(person)) {
            say(exchange, 403, Map.of("title", "Another person has to do it"));
            return;
        }
        version.state = activation ? "ACTIVE" : "DISCARDED";
        changes.add(step.group(4) + " " + step.group(2) + " " + number + " by " + person);
        say(exchange, 200, Map.of());
    }

    private Map<String, Object> policy(Version one) {
        boolean active = one.state.equals("ACTIVE");
        return Map.of(
                "version",
                one.number,
                "inForce",
                active,
                "activatedFrom",
                active ? List.of("2026-01-01T00:00:00Z") : List.of());
    }

    private Map<String, Object> form(Version one) {
        return Map.of("form", "consent", "version", one.number, "state", one.state, "sha256", one.content);
    }

    private List<Map<String, Object>> feeds() {
        List<Map<String, Object>> feeds = new ArrayList<>();
        for (String id : HospitalFiles.ids(hospitals)) {
            HospitalFiles files = HospitalFiles.installed(hospitals, id);
            for (String name : files.names("feeds")) {
                String feed = id + "/" + name.replaceAll("^feeds/|\\.yml$", "");
                Map<String, Object> view = new TreeMap<>();
                view.put("hospital", id);
                view.put("feed", feed);
                view.put("door", "hl7-v2");
                Matcher port = HospitalFiles.PORT.matcher(String.valueOf(files.text(name)));
                view.put("port", port.find() ? Integer.parseInt(port.group(1)) : 0);
                view.put("acknowledged", Map.of("AA", 3));
                view.put("refused", 1);
                String mistake = mistakes.get(feed);
                if (mistake != null) {
                    view.put("mistake", mistake);
                }
                feeds.add(view);
            }
        }
        return feeds;
    }

    private static void say(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
