package org.carecontact.policy;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line of a compliance officer: checks files as they are, asks a running system for the rest. */
final class PolicyCommand {

    private static final String USAGE = """
        policy check FILE…                       checks documents, each alone and all with the shipped ones
        policy explain CASE                      why a request was decided so
        policy replay CASE                       decides it again, the same bytes
        policy what-if FILE… [--since INSTANT]   what the documents would have said to past cases
        policy publish FILE                      publishes a version; another person activates it
        policy activate NAME VERSION
          --url URL    of policy-service, else CARECONTACT_POLICY_URL, else the installation that is up here
          --token T    of the officer, else CARECONTACT_TOKEN
          --user NAME  instead of a token: a sample user of the installation that is up here
          --language   zh or en, for explain
          --json       what policy-service says as it says it\
        """;

    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;
    private final Map<String, String> environment;

    PolicyCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    public static void main(String[] args) throws InterruptedException {
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            System.exit(new PolicyCommand(utf8, System.getenv()).run(List.of(args)));
        } catch (NoSuchFileException e) {
            System.err.println("carecontact: there is no file " + e.getFile());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("carecontact: policy-service did not answer, or a file can't be read: " + e);
        }
        System.exit(2);
    }

    /** The exit code: 0 when all is well, 1 when something is refused, 2 when it was called wrongly. */
    int run(List<String> args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals("--json")) {
                options.put("json", "");
            } else if (args.get(i).startsWith("--") && i + 1 < args.size()) {
                options.put(args.get(i).substring(2), args.get(++i));
            } else {
                words.add(args.get(i));
            }
        }
        String what = words.isEmpty() ? "" : words.removeFirst();
        return switch (words.isEmpty() ? "" : what) {
            case "check" -> check(words);
            case "explain" -> ask(options, "GET", "/decisions/" + words.getFirst() + "/explanation", null);
            case "replay" -> ask(options, "POST", "/decisions/" + words.getFirst() + "/replay", "{}");
            case "what-if" -> {
                Map<String, Object> body = new LinkedHashMap<>();
                List<String> texts = new ArrayList<>();
                for (String file : words) {
                    texts.add(Files.readString(Path.of(file)));
                }
                body.put("texts", texts);
                if (options.containsKey("since")) {
                    body.put("since", options.get("since"));
                }
                yield ask(options, "POST", "/policies/what-if", JSON.writeValueAsString(body));
            }
            case "publish" ->
                ask(
                        options,
                        "POST",
                        "/policies",
                        JSON.writeValueAsString(Map.of("text", Files.readString(Path.of(words.getFirst())))));
            case "activate" ->
                words.size() < 2
                        ? usage()
                        : ask(
                                options,
                                "POST",
                                "/policies/" + words.get(0) + "/versions/" + words.get(1) + "/activation",
                                "{}");
            default -> usage();
        };
    }

    private int usage() {
        out.println(USAGE);
        return 2;
    }

    private int missing(String what, String option, String variable) {
        out.println(what + " is missing: give " + option + " or set " + variable);
        return 2;
    }

    /** A document of a shipped name takes its place. */
    private int check(List<String> files) throws IOException {
        Map<String, PolicyDocument> all = new LinkedHashMap<>();
        PolicyDocuments.shipped().forEach(one -> all.put(one.layer().name(), one));
        boolean good = true;
        for (String file : files) {
            try {
                PolicyDocument document = DocumentParser.parse(file, Files.readString(Path.of(file)));
                all.put(document.layer().name(), document);
                out.println(file + ": " + document.layer().reference() + ", "
                        + document.layer().rules().size() + " rules, "
                        + document.examples().size() + " examples hold");
            } catch (PolicyRefused e) {
                e.problems().forEach(out::println);
                good = false;
            }
        }
        try {
            var _ = PolicyDocuments.together(List.copyOf(all.values()));
        } catch (PolicyRefused e) {
            e.problems().forEach(out::println);
            good = false;
        }
        return good ? 0 : 1;
    }

    private static String whole(HttpResponse<Stream<String>> answer) {
        return answer.body().collect(Collectors.joining("\n"));
    }

    private int ask(Map<String, String> options, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        JsonNode here = here();
        String url = options.getOrDefault(
                "url",
                environment.getOrDefault(
                        "CARECONTACT_POLICY_URL",
                        here.path("services").path("policy-service").asString("")));
        if (url.isEmpty()) {
            return missing("the address of policy-service", "--url", "CARECONTACT_POLICY_URL");
        }
        String token = options.getOrDefault("token", environment.getOrDefault("CARECONTACT_TOKEN", ""));
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (options.containsKey("user")) {
                token = token(http, here, options.get("user"));
            }
            if (token.isEmpty()) {
                return missing(
                        "the officer's token", "--token, a sample --user of what is up here,", "CARECONTACT_TOKEN");
            }
            return ask(http, options, url, token, method, path, body);
        }
    }

    /** Returns the address of the installation that is up here; empty when none is. */
    private JsonNode here() throws IOException {
        String file = environment.get("CARECONTACT_ENDPOINTS");
        return file != null && Files.exists(Path.of(file))
                ? JSON.readTree(Files.readString(Path.of(file)))
                : JSON.createObjectNode();
    }

    /** Returns the token of a sample user; empty when there is none of that name. */
    private static String token(HttpClient http, JsonNode here, String user) throws IOException, InterruptedException {
        for (JsonNode one : here.path("users")) {
            if (one.path("user").asString("").equals(user)) {
                String secret = user + ":" + one.path("password").asString("");
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(here.path("tokens").asString("")))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
                return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .path("access_token")
                        .asString("");
            }
        }
        return "";
    }

    private int ask(
            HttpClient http,
            Map<String, String> options,
            String url,
            String token,
            String method,
            String path,
            @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", options.getOrDefault("language", "zh"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        boolean good = answer.statusCode() < 300;
        PolicyReport report = new PolicyReport(out);
        if (options.containsKey("json")) {
            answer.body().forEach(out::println);
        } else if (!good) {
            report.problem(answer.statusCode(), whole(answer));
        } else if (path.endsWith("/explanation")) {
            report.explanation(whole(answer));
        } else if (path.endsWith("/what-if")) {
            answer.body().forEach(report::whatIf);
        } else {
            answer.body().forEach(out::println);
        }
        return good ? 0 : 1;
    }
}
