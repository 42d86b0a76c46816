package org.carecontact.policycli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.installation.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files as they are, and asks a running policy-service for the rest; the script has the help. */
@Command(name = "policy")
public final class PolicyCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int REFUSED = 1;

    private final PrintStream out;
    private final Path endpoints;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** With the file in which the installation that is up here writes its addresses; it need not exist. */
    PolicyCommand(PrintStream out, Path endpoints) {
        this.out = out;
        this.endpoints = endpoints;
    }

    /** Arguments: the command and its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(ScriptCommand.run(new PolicyCommand(utf8, Site.up(root, 0).endpoints()), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** A document of a shipped name takes its place. */
    @Command(name = "check")
    int check(@Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files) throws IOException {
        Map<String, PolicyDocument> all = new LinkedHashMap<>();
        PolicyDocuments.shipped().forEach(one -> all.put(one.layer().name(), one));
        boolean good = true;
        for (Path file : files) {
            try {
                PolicyDocument document = DocumentParser.parse(file.toString(), text(file));
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
        return good ? GOOD : REFUSED;
    }

    @Command(name = "explain")
    int explain(@Parameters(paramLabel = "CASE") String request, @Mixin Officer officer) throws IOException {
        return ask(officer, Question.get("decisions", request, "explanation"), PolicyReport::explanation);
    }

    @Command(name = "replay")
    int replay(@Parameters(paramLabel = "CASE") String request, @Mixin Officer officer) throws IOException {
        return ask(officer, Question.post(Map.of(), "decisions", request, "replay"), PolicyReport::asItIs);
    }

    @Command(name = "what-if")
    int whatIf(
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
            @Option(names = "--since") @Nullable Instant since,
            @Mixin Officer officer)
            throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(text(file));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("texts", texts);
        if (since != null) {
            body.put("since", since);
        }
        return ask(officer, Question.post(body, "policies", "what-if"), PolicyReport::whatIf);
    }

    @Command(name = "publish")
    int publish(@Parameters(paramLabel = "FILE") Path file, @Mixin Officer officer) throws IOException {
        return ask(officer, Question.post(Map.of("text", text(file)), "policies"), PolicyReport::asItIs);
    }

    @Command(name = "activate")
    int activate(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "VERSION") int version,
            @Mixin Officer officer)
            throws IOException {
        return ask(officer, ofVersion(name, version, "activation"), PolicyReport::asItIs);
    }

    @Command(name = "withdraw")
    int withdraw(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "VERSION") int version,
            @Mixin Officer officer)
            throws IOException {
        return ask(officer, ofVersion(name, version, "withdrawal"), PolicyReport::asItIs);
    }

    private static Question ofVersion(String name, int version, String what) {
        return Question.post(Map.of(), "policies", name, "versions", String.valueOf(version), what);
    }

    private int ask(Officer officer, Question question, BiConsumer<PolicyReport, Stream<String>> form)
            throws IOException {
        boolean good = new PolicyServiceClient(spec.commandLine(), officer, endpoints)
                .ask(question, new PolicyReport(out), officer.wantsJson() ? PolicyReport::asItIs : form);
        return good ? GOOD : REFUSED;
    }

    private String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file, e);
        }
    }
}
