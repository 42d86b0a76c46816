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

/** Shows a hospital's providers, tries one, and opens one that was stopped; the script has the help. */
@Command(name = "providers")
public final class ProvidersCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int REFUSED = 1;
    private static final String PATH = "providers";
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
    ProvidersCommand(PrintStream out, Path endpoints) {
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
                ScriptCommand.run(new ProvidersCommand(utf8, Site.up(root, 0).endpoints()), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(name = "list")
    int list() throws IOException {
        return done(service -> {
            print(service.get(at(Map.of()), PATH));
            return GOOD;
        });
    }

    /** Sends one message; only an accepted one is good. */
    @Command(name = "try")
    int attempt(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "TO") String to)
            throws IOException {
        return done(service -> {
            JsonNode said = service.postAt(at(Map.of()), Map.of("to", to), PATH, name, "trial");
            String outcome = said.path("outcome").asString("");
            String meaning = said.path("meaning").asString("");
            out.println((outcome + " " + said.path("code").asString("")).strip()
                    + (meaning.isEmpty() ? "" : " (" + meaning + ")"));
            if (outcome.equals("refused-our-fault")) {
                out.println("A trial stops nothing; a message to a patient would have stopped this provider.");
            }
            return outcome.equals("accepted") ? GOOD : REFUSED;
        });
    }

    @Command(name = "reset")
    int reset(@Parameters(paramLabel = "NAME") String name, @Option(names = "--kind") @Nullable String kind)
            throws IOException {
        return done(service -> {
            print(service.postAt(at(kind == null ? Map.of() : Map.of("kind", kind)), Map.of(), PATH, name, "reset"));
            return GOOD;
        });
    }

    private interface Work {
        int with(GatewayClient service) throws IOException, Refused;
    }

    private int done(Work work) throws IOException {
        try (GatewayClient service = new GatewayClient(
                spec.commandLine(), ASKED, new GatewayClient.Who(url, token, user), GatewayClient.here(endpoints))) {
            return work.with(service);
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    /** The operator belongs to no hospital and names one. */
    private Map<String, String> at(Map<String, String> query) {
        Map<String, String> all = new HashMap<>(query);
        if (hospital != null) {
            all.put("hospital", hospital);
        }
        return all;
    }

    private void print(JsonNode providers) {
        for (JsonNode provider : providers) {
            out.println(provider.path("name").asString("") + "  "
                    + String.join(
                            ", ",
                            provider.path("systems")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList())
                    + (provider.path("stops").isEmpty() ? "  open" : ""));
            for (JsonNode stop : provider.path("stops")) {
                out.println("  stopped for " + stop.path("kind").asString("everything") + ": "
                        + stop.path("reason").asString("") + ", since "
                        + stop.path("since").asString(""));
            }
        }
    }
}
