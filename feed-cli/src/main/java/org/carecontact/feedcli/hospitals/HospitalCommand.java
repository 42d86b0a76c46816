package org.carecontact.feedcli.hospitals;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.carecontact.feedcli.hospitals.HospitalCaller.Missing;
import org.carecontact.feedcli.hospitals.HospitalCaller.Somebody;
import org.carecontact.feedcli.hospitals.ServiceClient.Refused;
import org.carecontact.feedcli.hospitals.TakeOver.Failed;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.carecontact.sandbox.installation.AddedHospital;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Checks a hospital's folder, takes it over, and shows what hospitals there are; the script has the help. */
@Command(name = "hospital")
public final class HospitalCommand implements Callable<Integer> {

    private static final int GOOD = 0;
    private static final int REFUSED = 1;
    private static final Duration CONNECTS = Duration.ofSeconds(3);
    private static final Duration ANSWERS = Duration.ofSeconds(30);

    private final PrintStream out;
    private final Path endpoints;
    private final TakeOver.Patience patience;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** With the file in which the installation that is up here writes its addresses; it need not exist. */
    HospitalCommand(PrintStream out, Path endpoints, TakeOver.Patience patience) {
        this.out = out;
        this.endpoints = endpoints;
        this.patience = patience;
    }

    /** Arguments: the command and its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(ScriptCommand.run(
                new HospitalCommand(utf8, Site.up(root, 0).endpoints(), TakeOver.Patience.USUAL), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(ScriptCommand.called(spec.commandLine()), "a command is missing");
    }

    @Command(name = "check")
    int check(@Parameters(paramLabel = "FOLDER") Path folder, @Mixin HospitalCaller caller) throws IOException {
        @Nullable String missing = HospitalFolder.missing(folder);
        if (missing != null) {
            out.println(missing);
            return REFUSED;
        }
        try {
            CheckedFolder checked = HospitalCheck.of(folder, caller.place(here()));
            out.println(checked.summary() + "; all is well");
            return GOOD;
        } catch (FolderRefused e) {
            e.problems().forEach(out::println);
            return REFUSED;
        } catch (Missing e) {
            throw wrong(e);
        }
    }

    @Command(name = "add")
    int add(@Parameters(paramLabel = "FOLDER") Path folder, @Mixin HospitalCaller caller)
            throws IOException, InterruptedException {
        @Nullable String missing = HospitalFolder.missing(folder);
        if (missing != null) {
            out.println(missing + "; nothing was changed");
            return REFUSED;
        }
        @Nullable Endpoints here = here();
        try (CloseableHttpClient http = HttpCalls.client(CONNECTS, ANSWERS)) {
            HospitalCheck.Place place = caller.place(here);
            Path hospitals = place.hospitals();
            if (hospitals == null || !Files.isDirectory(hospitals)) {
                throw new Missing("nothing is up here: give --hospitals, the folder that hospital-gateway reads");
            }
            CheckedFolder checked = HospitalCheck.of(folder, place);
            out.println(checked.summary());
            try (FileChannel lock = FileChannel.open(
                            hospitals.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = locked(lock)) {
                add(checked, hospitals, held, caller, here, http);
            }
            if (here != null) {
                AddedHospital.tell(endpoints, checked.id());
            }
            return GOOD;
        } catch (FolderRefused e) {
            e.problems().forEach(out::println);
            out.println("nothing was changed");
            return REFUSED;
        } catch (Failed e) {
            out.println(e.getMessage());
            return REFUSED;
        } catch (Missing e) {
            throw wrong(e);
        }
    }

    /** What is staged tells the sandbox's issuer who works at a hospital that is not there yet. */
    private void add(
            CheckedFolder checked,
            Path hospitals,
            FileLock held,
            HospitalCaller caller,
            @Nullable Endpoints here,
            CloseableHttpClient http)
            throws Missing, Failed, IOException, InterruptedException {
        if (!held.isValid()) {
            throw new Failed("the lock of the hospitals is gone; nothing was changed");
        }
        String id = checked.id();
        try {
            checked.files().stage(hospitals, id);
            TakeOver.People people;
            try {
                people = new TakeOver.People(
                        caller.as(Somebody.STAFF, id, "hospital-gateway", here, http),
                        caller.as(Somebody.SUPERVISOR, id, "policy-service", here, http),
                        caller.as(Somebody.SECOND_SUPERVISOR, id, "policy-service", here, http),
                        caller.as(Somebody.STAFF, id, "consent-service", here, http),
                        caller.as(Somebody.SECOND_STAFF, id, "consent-service", here, http));
            } catch (IOException e) {
                throw new Failed(e.getMessage() + "; nothing was changed");
            }
            new TakeOver(checked, hospitals, people, patience, out).run();
        } finally {
            HospitalFiles.unstage(hospitals, id);
        }
    }

    private static FileLock locked(FileChannel channel) throws IOException, Failed {
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // refused below
        }
        throw new Failed("another hospital is being added; nothing was changed");
    }

    @Command(name = "list")
    int list(@Mixin HospitalCaller caller) throws IOException {
        @Nullable Endpoints here = here();
        try (CloseableHttpClient http = HttpCalls.client(CONNECTS, ANSWERS)) {
            Path hospitals = caller.place(here).hospitals();
            if (hospitals == null) {
                throw new Missing("nothing is up here: give --hospitals, the folder that hospital-gateway reads");
            }
            String url = caller.url("hospital-gateway", here);
            String token = caller.anybody(here, http);
            @Nullable
            JsonNode feeds = url == null || token == null
                    ? null
                    : new ServiceClient(http, "hospital-gateway", url, token)
                            .get("feeds")
                            .path("items");
            for (String id : HospitalFiles.ids(hospitals)) {
                show(id, hospitals, feeds);
            }
            return GOOD;
        } catch (Refused e) {
            out.println(e.getMessage());
            return REFUSED;
        } catch (Missing e) {
            throw wrong(e);
        }
    }

    private void show(String id, Path hospitals, @Nullable JsonNode feeds) {
        try {
            HospitalDescription known = HospitalDescription.read(hospitals.resolve(id));
            out.println("%s  %s  %s  %d departments"
                    .formatted(
                            id,
                            known.name().zh(),
                            known.name().en(),
                            known.departments().size()));
        } catch (FolderRefused e) {
            out.println(id + "  " + String.join("; ", e.problems()));
        }
        for (JsonNode feed : feeds == null ? List.<JsonNode>of() : feeds) {
            if (feed.path("hospital").asString("").equals(id)) {
                String mistake = feed.path("mistake").asString("");
                long taken = 0;
                for (JsonNode count : feed.path("acknowledged")) {
                    taken += count.asLong();
                }
                out.println("  %s  %s  port %s  %s"
                        .formatted(
                                feed.path("feed").asString(""),
                                feed.path("door").asString("-"),
                                feed.path("port").asInt() > 0
                                        ? feed.path("port").asString("")
                                        : "-",
                                mistake.isEmpty()
                                        ? "open, %d answered, %d refused wait, last %s"
                                                .formatted(
                                                        taken,
                                                        feed.path("refused").asLong(),
                                                        feed.path("lastMessageAt")
                                                                .asString("never"))
                                        : mistake));
            }
        }
    }

    private @Nullable Endpoints here() throws IOException {
        return Files.exists(endpoints) ? Endpoints.read(endpoints) : null;
    }

    private ParameterException wrong(Missing e) {
        return new ParameterException(ScriptCommand.called(spec.commandLine()), String.valueOf(e.getMessage()), e);
    }
}
