package org.carecontact.sandbox.channels;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.sandbox.tokens.TokenClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks request-service for a comparison and prints what it found; the script has the help. */
@Command(name = "reconcile")
public final class ReconcileCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECTS = Duration.ofSeconds(3);
    private static final Duration ANSWERS = Duration.ofMinutes(5);
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;

    private final PrintStream out;
    private final Path endpoints;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--url", defaultValue = "${env:CARECONTACT_REQUEST_URL}")
    private @Nullable String url;

    @Option(names = "--token", defaultValue = "${env:CARECONTACT_TOKEN}")
    private @Nullable String token;

    @Option(names = "--user")
    private @Nullable String user;

    @Option(names = "--json")
    private boolean json;

    /** With the file in which the installation that is up here writes its addresses; it need not exist. */
    ReconcileCommand(PrintStream out, Path endpoints) {
        this.out = out;
        this.endpoints = endpoints;
    }

    /** Arguments: options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(
                ScriptCommand.run(new ReconcileCommand(utf8, Site.up(root, 0).endpoints()), args));
    }

    @Override
    public Integer call() throws IOException {
        Endpoints here = Files.exists(endpoints) ? Endpoints.read(endpoints) : null;
        String service = url != null ? url : here == null ? null : here.service("request-service");
        if (service == null) {
            throw wrong("the address of request-service is missing: give --url, or set CARECONTACT_REQUEST_URL");
        }
        try (CloseableHttpClient http = HttpCalls.client(CONNECTS, ANSWERS)) {
            String bearer = token(here, http);
            return http.execute(
                    ClassicRequestBuilder.post(service + "/channels/reconcile")
                            .addHeader("Authorization", "Bearer " + bearer)
                            .build(),
                    response -> print(
                            response.getCode(),
                            response.getEntity() == null
                                    ? ""
                                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url is no address: " + service, e);
        }
    }

    private int print(int status, String body) throws IOException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IOException("request-service answered " + status + " without JSON", e);
        }
        if (status != 200) {
            out.println(status + " " + answer.path("title").asString("") + " "
                    + answer.path("remedy").asString(""));
            return DIFFERENT;
        }
        if (json) {
            out.println(body);
        }
        boolean same = true;
        for (JsonNode report : answer) {
            JsonNode findings = report.path("findings");
            String failed = report.path("failed").asString("");
            same &= findings.isEmpty() && failed.isEmpty();
            if (!json) {
                print(report, findings, failed);
            }
        }
        if (answer.isEmpty() && !json) {
            out.println("no hospital has an account at WeCom");
        }
        return same ? SAME : DIFFERENT;
    }

    private void print(JsonNode report, JsonNode findings, String failed) {
        out.println("%s: %d channels compared, %d contacts of ours at WeCom, %d findings%s"
                .formatted(
                        report.path("hospital").asString(""),
                        report.path("channels").asInt(),
                        report.path("contacts").asInt(),
                        findings.size(),
                        failed.isEmpty() ? "" : "; WeCom could not be asked: " + failed));
        for (JsonNode finding : findings) {
            out.println("  %s request %s, doctor %s"
                    .formatted(
                            finding.path("kind").asString(""),
                            finding.path("request").asString(""),
                            finding.path("doctor").asString("")));
        }
    }

    private String token(@Nullable Endpoints here, CloseableHttpClient http) throws IOException {
        if (user == null) {
            if (token == null) {
                throw wrong("the token is missing: give --token or a sample --user of what is up here,"
                        + " or set CARECONTACT_TOKEN");
            }
            return token;
        }
        if (here == null) {
            throw wrong("--user names a sample user of what is up here, and nothing is up");
        }
        String name = user;
        String password = here.users().stream()
                .filter(one -> one.user().equals(name))
                .findFirst()
                .map(Endpoints.User::password)
                .orElseThrow(() -> wrong("nobody here is called " + name));
        return new TokenClient(here.tokens(), _ -> password, http).of(name);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
