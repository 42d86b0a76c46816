package org.carecontact.policycli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIBuilder;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.tokens.TokenClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** Asks policy-service in the officer's name and has the answer written line by line, as it comes. */
final class PolicyServiceClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECTS = Duration.ofSeconds(3);

    /** The service checks documents for ten seconds at most, one call after the other. */
    private static final Duration ANSWERS = Duration.ofMinutes(2);

    private final CommandLine commandLine;
    private final Officer officer;
    private final @Nullable Endpoints here;

    PolicyServiceClient(CommandLine commandLine, Officer officer, Path endpoints) throws IOException {
        this.commandLine = commandLine;
        this.officer = officer;
        this.here = Files.exists(endpoints) ? Endpoints.read(endpoints) : null;
    }

    /**
     * Writes the answer in the form, or the problem when it is one.
     *
     * @return whether policy-service did what it was asked
     * @throws ParameterException when the officer did not say whom to ask, or in whose name
     * @throws IOException when nobody answers
     */
    boolean ask(Question question, PolicyReport report, BiConsumer<PolicyReport, Stream<String>> form)
            throws IOException {
        String url = url();
        try (CloseableHttpClient http = HttpCalls.client(CONNECTS, ANSWERS)) {
            ClassicHttpRequest request = request(question, url, token(http));
            return http.execute(request, response -> write(response, report, form));
        }
    }

    private static boolean write(
            ClassicHttpResponse response, PolicyReport report, BiConsumer<PolicyReport, Stream<String>> form)
            throws IOException {
        boolean good = response.getCode() < 300;
        HttpEntity entity = response.getEntity();
        try (BufferedReader body = new BufferedReader(new InputStreamReader(
                entity == null ? InputStream.nullInputStream() : entity.getContent(), StandardCharsets.UTF_8))) {
            if (good) {
                form.accept(report, body.lines());
            } else {
                report.problem(response.getCode(), body.lines().collect(Collectors.joining("\n")));
            }
        }
        return good;
    }

    private ClassicHttpRequest request(Question question, String url, String token) {
        ClassicRequestBuilder request = ClassicRequestBuilder.create(question.method())
                .setUri(address(url, question.path()))
                .addHeader("Authorization", "Bearer " + token)
                .addHeader("Accept-Language", officer.language())
                .addHeader("Idempotency-Key", UUID.randomUUID().toString());
        if (question.body() != null) {
            request.setEntity(JSON.writeValueAsString(question.body()), ContentType.APPLICATION_JSON);
        }
        return request.build();
    }

    private URI address(String url, List<String> path) {
        try {
            return new URIBuilder(url).appendPathSegments(path).build();
        } catch (URISyntaxException e) {
            throw wrong("--url is no address: " + url);
        }
    }

    private String url() {
        if (officer.url() != null) {
            return officer.url();
        }
        if (here == null) {
            throw missing("the address of policy-service", "--url", "CARECONTACT_POLICY_URL");
        }
        return here.service("policy-service");
    }

    private String token(CloseableHttpClient http) throws IOException {
        String user = officer.user();
        if (user == null) {
            String token = officer.token();
            if (token == null) {
                throw missing(
                        "the officer's token", "--token or a sample --user of what is up here", "CARECONTACT_TOKEN");
            }
            return token;
        }
        if (here == null) {
            throw wrong("--user names a sample user of what is up here, and nothing is up");
        }
        String password = here.users().stream()
                .filter(one -> one.user().equals(user))
                .findFirst()
                .map(Endpoints.User::password)
                .orElseThrow(() -> wrong("nobody here is called " + user));
        return new TokenClient(here.tokens(), _ -> password, http).of(user);
    }

    private ParameterException missing(String what, String option, String variable) {
        return wrong("%s is missing: give %s, or set %s".formatted(what, option, variable));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(commandLine, what);
    }
}
