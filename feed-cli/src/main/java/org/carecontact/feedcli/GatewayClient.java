package org.carecontact.feedcli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIBuilder;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.tokens.TokenClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service, hospital-gateway as a rule, in the name of a hospital's staff or of the operator. */
final class GatewayClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECTS = Duration.ofSeconds(3);

    /** A replay reads up to 500 messages. */
    private static final Duration ANSWERS = Duration.ofMinutes(2);

    /** The gateway refused what was asked of it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    private final CommandLine commandLine;
    private final CloseableHttpClient http = HttpCalls.client(CONNECTS, ANSWERS);
    private final String url;
    private final String token;

    /**
     * Finds out whom to ask, in whose name.
     *
     * @throws ParameterException when the caller did not say
     * @throws IOException when the issuer of tokens does not answer
     */
    GatewayClient(CommandLine commandLine, Caller caller, @Nullable Endpoints here) throws IOException {
        this(
                commandLine,
                new Asked("hospital-gateway", "CARECONTACT_GATEWAY_URL"),
                new Who(caller.url(), caller.token(), caller.user()),
                here);
    }

    /** Asks another service. */
    GatewayClient(CommandLine commandLine, Asked asked, Who who, @Nullable Endpoints here) throws IOException {
        this.commandLine = commandLine;
        this.url = url(asked, who, here);
        this.token = token(who, here);
    }

    /**
     * A service that is asked.
     *
     * @param variable of the environment that has its address
     */
    record Asked(String service, String variable) {}

    /** Who asks, and where; each may be missing. */
    record Who(
            @Nullable String url,
            @Nullable String token,
            @Nullable String user) {

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Who[" + url + ", " + user + "]";
        }
    }

    /** What the installation that is up here wrote; null when nothing is up. */
    static @Nullable Endpoints here(Path endpoints) throws IOException {
        return Files.exists(endpoints) ? Endpoints.read(endpoints) : null;
    }

    JsonNode get(Map<String, String> query, String... path) throws IOException, Refused {
        return answer(ClassicRequestBuilder.get(), query, path);
    }

    JsonNode post(Object body, String... path) throws IOException, Refused {
        return postAt(Map.of(), body, path);
    }

    JsonNode postAt(Map<String, String> query, Object body, String... path) throws IOException, Refused {
        ClassicRequestBuilder request = ClassicRequestBuilder.post()
                .addHeader("Idempotency-Key", UUID.randomUUID().toString())
                .setEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON);
        return answer(request, query, path);
    }

    private JsonNode answer(ClassicRequestBuilder request, Map<String, String> query, String... path)
            throws IOException, Refused {
        request.setUri(address(query, path)).addHeader("Authorization", "Bearer " + token);
        record Said(int status, String body) {}
        Said said = http.execute(
                request.build(),
                response -> new Said(
                        response.getCode(),
                        response.getEntity() == null
                                ? ""
                                : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8)));
        if (said.status() >= 300) {
            throw new Refused(problem(said.status(), said.body()));
        }
        return JSON.readTree(said.body());
    }

    /** A refusal (RFC 9457) with its remedy, in one line. */
    private static String problem(int status, String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return (status + " " + problem.path("title").asString("") + " "
                            + problem.path("remedy").asString(""))
                    .strip();
        } catch (JacksonException _) {
            return String.valueOf(status);
        }
    }

    private URI address(Map<String, String> query, String... path) {
        try {
            URIBuilder uri = new URIBuilder(url).appendPathSegments(List.of(path));
            query.forEach(uri::addParameter);
            return uri.build();
        } catch (URISyntaxException e) {
            throw new ParameterException(commandLine, "--url is no address: " + url, e);
        }
    }

    private String url(Asked asked, Who caller, @Nullable Endpoints here) {
        if (caller.url() != null) {
            return caller.url();
        }
        if (here == null) {
            throw wrong("the address of " + asked.service() + " is missing: give --url, or set " + asked.variable());
        }
        return here.service(asked.service());
    }

    private String token(Who caller, @Nullable Endpoints here) throws IOException {
        String user = caller.user();
        if (user == null) {
            String given = caller.token();
            if (given == null) {
                throw wrong("a token is missing: give --token or a sample --user of what is up here,"
                        + " or set CARECONTACT_TOKEN");
            }
            return given;
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

    private ParameterException wrong(String what) {
        return new ParameterException(commandLine, what);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
