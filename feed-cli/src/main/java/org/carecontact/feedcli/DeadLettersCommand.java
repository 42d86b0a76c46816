package org.carecontact.feedcli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carecontact.feedcli.GatewayClient.Refused;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.installation.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the notices that were given up and has them sent again; the script has the help. */
@Command(name = "dead-letters")
public final class DeadLettersCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int REFUSED = 1;
    private static final String PATH = "dead-letters";
    private static final String A_PAGE = "100";
    private static final GatewayClient.Asked ASKED =
            new GatewayClient.Asked("notification-service", "CARECONTACT_NOTIFICATION_URL");

    private final PrintStream out;
    private final Path endpoints;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--url", defaultValue = "${env:CARECONTACT_NOTIFICATION_URL}", scope = ScopeType.INHERIT)
    private @Nullable String url;

    @Option(names = "--token", defaultValue = "${env:CARECONTACT_TOKEN}", scope = ScopeType.INHERIT)
    private @Nullable String token;

    @Option(names = "--user", scope = ScopeType.INHERIT)
    private @Nullable String user;

    @Option(names = "--hospital", scope = ScopeType.INHERIT)
    private @Nullable String hospital;

    /** With the file in which the installation that is up here writes its addresses; it need not exist. */
    DeadLettersCommand(PrintStream out, Path endpoints) {
        this.out = out;
        this.endpoints = endpoints;
    }

    /** Arguments: the command and its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(
                ScriptCommand.run(new DeadLettersCommand(utf8, Site.up(root, 0).endpoints()), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(name = "list")
    int list() throws IOException {
        try (GatewayClient service = service()) {
            String cursor = "";
            do {
                JsonNode page = service.get(
                        at(cursor.isEmpty() ? Map.of("limit", A_PAGE) : Map.of("limit", A_PAGE, "cursor", cursor)),
                        PATH);
                page.path("items").forEach(this::print);
                cursor = page.path("next").asString("");
            } while (!cursor.isEmpty());
            return GOOD;
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    @Command(name = "show")
    int show(@Parameters(paramLabel = "REQUEST") String request) throws IOException {
        try (GatewayClient service = service()) {
            print(service.get(at(Map.of()), PATH, request));
            return GOOD;
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    /** Replays all of a request, or one kind of notice; what became pointless meanwhile is told and left. */
    @Command(name = "replay")
    int replay(@Parameters(paramLabel = "REQUEST") String request, @Option(names = "--kind") @Nullable String kind)
            throws IOException {
        try (GatewayClient service = service()) {
            int replayed = 0;
            int left = 0;
            for (JsonNode notice : service.get(at(Map.of()), PATH, request).path("notices")) {
                if (kind != null && !notice.path("kind").asString("").equals(kind)) {
                    continue;
                }
                try {
                    JsonNode _ = service.postAt(
                            at(Map.of()),
                            Map.of(
                                    "kind",
                                    notice.path("kind").asString(""),
                                    "recipient",
                                    notice.path("recipient").asString(""),
                                    "issue",
                                    notice.path("issue").asInt(0)),
                            PATH,
                            request,
                            "replay");
                    replayed++;
                } catch (Refused e) {
                    left++;
                    out.println(line(notice) + ": " + e.getMessage());
                }
            }
            out.println(replayed + " sent again, " + left + " left");
            return left == 0 ? GOOD : REFUSED;
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    /** The operator belongs to no hospital and names one. */
    private Map<String, String> at(Map<String, String> query) {
        if (hospital == null) {
            return query;
        }
        Map<String, String> all = new HashMap<>(query);
        all.put("hospital", hospital);
        return all;
    }

    private GatewayClient service() throws IOException {
        return new GatewayClient(
                spec.commandLine(), ASKED, new GatewayClient.Who(url, token, user), GatewayClient.here(endpoints));
    }

    private void print(JsonNode letters) {
        out.println(letters.path("request").asString(""));
        for (JsonNode notice : letters.path("notices")) {
            out.println("  " + line(notice) + "  " + notice.path("reason").asString("") + "  "
                    + notice.path("changedAt").asString("") + "  "
                    + notice.path("provider").asString(""));
        }
    }

    private static String line(JsonNode notice) {
        return notice.path("kind").asString("") + " to "
                + notice.path("recipient").asString("") + " by "
                + notice.path("system").asString("");
    }
}
