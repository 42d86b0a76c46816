package org.carecontact.feedcli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.feedcli.GatewayClient.Refused;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.DialectReader;
import org.carecontact.gateway.dialects.DialectRefused;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.hl7v2.Decoded;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

// Longer than 300 lines: one method for each subcommand and what its arguments mean.
/** Tries a feed's file on messages as it is, and asks a running gateway for the rest; the script has the help. */
@Command(name = "feed")
public final class FeedCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int REFUSED = 1;
    private static final Pattern TAKEN = Pattern.compile("(?m)^MSA.(AA|CA)");

    private static final Pattern FEED_ID = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");

    private final PrintStream out;
    private final Path endpoints;
    private final Path hospitals;
    private final boolean progress;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * The commands.
     *
     * @param endpoints the file in which the installation that is up here writes its addresses; it need not exist
     * @param hospitals the folder of its hospitals; it need not exist
     * @param isTerminal whether a line may be written over
     */
    FeedCommand(PrintStream out, Path endpoints, Path hospitals, boolean isTerminal) {
        this.out = out;
        this.endpoints = endpoints;
        this.hospitals = hospitals;
        this.progress = isTerminal;
    }

    /** Arguments: the command and its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Site site = Site.up(root, 0);
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        System.exit(ScriptCommand.run(new FeedCommand(utf8, site.endpoints(), site.hospitals(), isTerminal), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(ScriptCommand.called(spec.commandLine()), "a command is missing");
    }

    @Command(name = "check")
    int check(
            @Parameters(paramLabel = "FEED") Path feedFile,
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files)
            throws IOException {
        FeedFile feed;
        try {
            feed = feed(feedFile);
        } catch (DialectRefused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
        if (feed.dialect().door() == Door.KAFKA) {
            throw wrong(
                    "check reads files; what a record on the hospital's topic means is on GET /feeds and in feed refused");
        }
        files.forEach(this::mustBeThere);
        FeedCheck check = new FeedCheck(feed, Clock.systemUTC(), out);
        for (Path file : files) {
            check.check(file);
        }
        return check.summary() ? GOOD : REFUSED;
    }

    /** FEED is a feed's file, or one of the installation that is up here, as tongren/files. */
    @Command(name = "load")
    int load(
            @Parameters(paramLabel = "FEED") String name,
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
            @Option(names = "--within", defaultValue = "60") int seconds)
            throws IOException, InterruptedException {
        files.forEach(this::mustBeThere);
        FeedFile feed = known(name);
        Path folder = feed.folder();
        if (folder == null) {
            throw wrong("load gives files to the doors csv and ndjson; for this feed: " + instead(feed, name, "HOST"));
        }
        FeedFolder inbox =
                new FeedFolder(folder, "." + feed.dialect().door().word(), Duration.ofSeconds(seconds), progress, out);
        boolean good = true;
        try {
            for (Path file : files) {
                inbox.mustTake(file);
            }
            for (Path file : files) {
                good &= inbox.load(file);
            }
        } catch (FeedFolder.NotLoaded e) {
            out.println(e.getMessage());
            return REFUSED;
        }
        return good ? GOOD : REFUSED;
    }

    private FeedFile known(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            int slash = name.indexOf('/');
            file = hospitals
                    .resolve(name.substring(0, Math.max(slash, 0)))
                    .resolve("feeds")
                    .resolve(name.substring(slash + 1) + ".yml");
            if (slash < 1 || !FEED_ID.matcher(name).matches() || !Files.isRegularFile(file)) {
                throw wrong("'" + name + "' is neither a feed's file nor a feed of what is up here");
            }
        }
        return read(file);
    }

    private FeedFile read(Path file) throws IOException {
        try {
            return feed(file);
        } catch (DialectRefused e) {
            throw new ParameterException(ScriptCommand.called(spec.commandLine()), String.valueOf(e.getMessage()), e);
        }
    }

    private void mustBeThere(Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong("there is no file " + file);
        }
    }

    /** Without a hospital's file, the feed is the port of a hospital of the installation that is up here. */
    @Command(name = "send")
    int send(
            @Parameters(paramLabel = "FEED") String feed,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--host", defaultValue = "127.0.0.1") String host)
            throws IOException {
        boolean good = true;
        List<byte[]> messages = MessageFile.messages(bytes(file));
        try (MllpSender line = new MllpSender(host, port(feed, host))) {
            for (byte[] message : messages) {
                String answer = Decoded.shown(line.exchange(message), Dialect.tolerant(Door.HL7_V2))
                        .replace('\r', '\n');
                out.println(answer.strip());
                good &= TAKEN.matcher(answer).find();
            }
        }
        return good ? GOOD : REFUSED;
    }

    @Command(name = "refused")
    int refused(@Option(names = "--feed") @Nullable String feed, @Mixin Caller caller) throws IOException {
        try (GatewayClient gateway = gateway(caller)) {
            String cursor = "";
            int count = 0;
            do {
                Map<String, String> query = new TreeMap<>(Map.of("limit", "100"));
                if (feed != null) {
                    query.put("feed", feed);
                }
                if (!cursor.isEmpty()) {
                    query.put("cursor", cursor);
                }
                JsonNode page = gateway.get(query, "refused");
                for (JsonNode one : page.path("items")) {
                    out.println(String.join(
                            "  ",
                            text(one, "id"),
                            text(one, "at"),
                            text(one, "feed"),
                            text(one, "messageId").isEmpty() ? "-" : text(one, "messageId"),
                            text(one, "answer"),
                            text(one, "place") + ": " + text(one, "remedy"),
                            "x" + one.path("times").asLong()));
                    count++;
                }
                cursor = text(page, "next");
            } while (!cursor.isEmpty());
            out.println(count + " refused messages wait");
            return GOOD;
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    @Command(name = "replay")
    int replay(
            @Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id,
            @Option(names = "--feed") @Nullable String feed,
            @Mixin Caller caller)
            throws IOException {
        if ((id == null) == (feed == null)) {
            throw wrong("give the ID of one message, or --feed for all of a feed");
        }
        try (GatewayClient gateway = gateway(caller)) {
            return id != null ? replayOne(gateway, id) : replayAll(gateway, String.valueOf(feed));
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    private int replayOne(GatewayClient gateway, String id) throws IOException, Refused {
        JsonNode done = gateway.post(Map.of(), "refused", id, "replay");
        JsonNode stopped = done.path("stoppedBy");
        out.println(done.path("replayed").asInt() + " replayed");
        if (stopped.isObject()) {
            stopped(stopped);
            return REFUSED;
        }
        return GOOD;
    }

    private int replayAll(GatewayClient gateway, String feed) throws IOException, Refused {
        int replayed = 0;
        int again = 0;
        int behind = 0;
        String after = "";
        do {
            JsonNode done = gateway.post(Map.of("feed", feed, "after", after), "refused", "replays");
            replayed += done.path("replayed").asInt();
            for (JsonNode one : done.path("refusedAgain")) {
                stopped(one);
                again++;
            }
            behind += done.path("behind").asInt();
            after = text(done, "next");
        } while (!after.isEmpty());
        out.println("%d replayed, %d refused again, %d behind these".formatted(replayed, again, behind));
        return again + behind == 0 ? GOOD : REFUSED;
    }

    private void stopped(JsonNode one) {
        out.println(String.join(
                "  ",
                text(one, "id"),
                text(one, "messageId").isEmpty() ? "-" : text(one, "messageId"),
                text(one, "why") + ": " + text(one, "remedy")));
    }

    private GatewayClient gateway(Caller caller) throws IOException {
        return new GatewayClient(ScriptCommand.called(spec.commandLine()), caller, GatewayClient.here(endpoints));
    }

    private int port(String feed, String host) throws IOException {
        Path file = Path.of(feed);
        if (Files.isRegularFile(file)) {
            FeedFile known = read(file);
            if (known.dialect().door() != Door.HL7_V2) {
                throw wrong("send speaks HL7 v2; for this feed: " + instead(known, feed, host));
            }
            return known.port();
        }
        @Nullable Endpoints here = GatewayClient.here(endpoints);
        String hospital = feed.contains("/") ? feed.substring(0, feed.indexOf('/')) : feed;
        @Nullable Integer port = here == null ? null : here.mllp().get(hospital);
        if (here != null && port == null && HospitalDescription.isId(hospital)) {
            List<FeedFile> feeds =
                    feeds(Path.of(here.hospitals()).resolve(hospital).resolve("feeds"));
            port = feeds.stream()
                    .filter(known -> known.dialect().door() == Door.HL7_V2)
                    .map(FeedFile::port)
                    .findFirst()
                    .orElse(null);
            if (port == null && !feeds.isEmpty()) {
                throw wrong("send speaks HL7 v2, and " + hospital + " has no such door; instead: "
                        + feeds.stream()
                                .map(one -> instead(one, one.id(), host))
                                .collect(Collectors.joining("; ")));
            }
        }
        if (port == null) {
            throw wrong("'" + feed + "' is neither a feed's file nor a hospital of what is up here");
        }
        return port;
    }

    /** The feeds of a folder, by name. */
    private List<FeedFile> feeds(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<FeedFile> feeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                feeds.add(read(file));
            }
        }
        return feeds;
    }

    /**
     * What sends to a door, as a command where there is one.
     *
     * @param name the feed's file, or its id where it is up
     */
    private static String instead(FeedFile feed, String name, String host) {
        String secret = feed.secrets().isEmpty() ? "" : "-H 'Authorization: Bearer SECRET' ";
        String url = (feed.tls() == null ? "http" : "https") + "://" + host + ":" + feed.port();
        return switch (feed.dialect().door()) {
            case FHIR ->
                "curl -H 'Content-Type: application/fhir+json' " + secret + "--data-binary @FILE " + url + "/fhir";
            case WST_846 ->
                "curl -H 'Content-Type: text/xml; charset=utf-8' " + secret + "--data-binary @FILE " + url
                        + "/HIPMessageServer";
            case CSV, NDJSON -> "./carecontact feed load " + name + " FILE";
            case KAFKA -> "a producer of the hospital's on " + feed.topic() + ", see docs/integrator.md";
            case HL7_V2 -> "./carecontact feed send " + name + " FILE";
        };
    }

    private FeedFile feed(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return DialectReader.feed(
                name,
                file.toString(),
                new String(bytes(file), StandardCharsets.UTF_8),
                folder == null ? Path.of(".") : folder);
    }

    private byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ParameterException(ScriptCommand.called(spec.commandLine()), "there is no file " + file, e);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private ParameterException wrong(String what) {
        return new ParameterException(ScriptCommand.called(spec.commandLine()), what);
    }
}
