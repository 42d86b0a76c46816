package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are handed over whole, followed to the end, and refused in one line when they can't be. */
@SuppressWarnings("NullAway.Init")
class FeedLoadTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path inbox;
    private Path feed;
    private Path day;

    @TempDir
    Path folder;

    @BeforeEach
    void a_feed_with_a_folder() throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("hospitals/tongren/feeds"));
        inbox = Files.createDirectories(feeds.resolve("inbox"));
        feed = Files.writeString(feeds.resolve("files.yml"), "hospital: tongren\nlike: csv\nfolder: inbox\n");
        day = Files.writeString(folder.resolve("day.csv"), "visit,patient\nV1,P1\nV2,P2\n");
    }

    private int load(String name, Path... files) {
        String[] arguments = new String[files.length + 4];
        arguments[0] = "load";
        arguments[1] = name;
        for (int i = 0; i < files.length; i++) {
            arguments[i + 2] = files[i].toString();
        }
        arguments[files.length + 2] = "--within";
        arguments[files.length + 3] = "1";
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ScriptCommand.run(
                new FeedCommand(out, folder.resolve("none.json"), folder.resolve("hospitals"), false), arguments);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Stands in the gateway's place: when the marker is there, the file is whole, and it gets this report. */
    private CompletableFuture<String> taken(String name, String... verdicts) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Eventually.holds(() -> Files.exists(inbox.resolve(name + ".done")));
                String text = Files.readString(inbox.resolve(name));
                Files.writeString(
                        inbox.resolve(name + ".report"),
                        "line,answer,place,what\n" + String.join("\n", verdicts) + "\n");
                Files.move(
                        inbox.resolve(name + ".done"),
                        inbox.resolve(name + ".taken"),
                        StandardCopyOption.REPLACE_EXISTING);
                return text;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void a_file_is_taken_whole_and_its_verdicts_are_told() throws Exception {
        CompletableFuture<String> gateway =
                taken("day.csv", "2,AA,,\"\"", "3,AE,patient,\"1 to 64 printable characters, no citizen's number\"");
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(gateway.get()).isEqualTo(Files.readString(day));
        assertThat(said().lines().toList())
                .containsExactly(
                        "day.csv#3  AE  patient: 1 to 64 printable characters, no citizen's number",
                        "day.csv: 2 lines: 1 taken (0 not used, 0 with warnings), 1 refused");
        try (java.util.stream.Stream<Path> left = Files.list(inbox)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("day.csv", "day.csv.report", "day.csv.taken");
        }
    }

    @Test
    void the_same_name_again_is_followed_anew() {
        CompletableFuture<String> first = taken("day.csv", "2,AA,,\"\"");
        assertThat(load(feed.toString(), day)).isZero();
        assertThat(first.join()).isNotEmpty();
        CompletableFuture<String> second =
                taken("day.csv", "2,AA,,\"Not used\"", "3,AA,,\"born: a date as 1980-02-29\"");
        assertThat(load(feed.toString(), day)).isZero();
        assertThat(second.join()).isNotEmpty();
        assertThat(said())
                .contains("1 lines: 1 taken (0 not used, 0 with warnings), 0 refused")
                .contains("2 lines: 2 taken (1 not used, 1 with warnings), 0 refused");
    }

    @Test
    void what_nobody_reads_is_given_up_and_stays() {
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(said()).contains("nobody has begun to read day.csv for 1 s: is hospital-gateway up");
        assertThat(inbox.resolve("day.csv.done")).exists();
        said.reset();
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(said().lines().toList()).containsExactly("a file called day.csv is being read");
    }

    @Test
    void what_stands_still_says_where() throws IOException {
        Files.writeString(inbox.resolve("day.csv.progress"), "50 1000 7 x");
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(said()).contains("day.csv stands at line 50 for 1 s");
    }

    @Test
    void wrong_names_feeds_and_folders_are_refused_in_one_line_and_nothing_is_copied() throws IOException {
        Path other = Files.writeString(folder.resolve("day.ndjson"), "{}\n");
        assertThat(load("tongren/files", day, other)).isEqualTo(1);
        assertThat(said().strip()).isEqualTo("day.ndjson is not called NAME.csv, as this feed's files are");
        assertThat(inbox).isEmptyDirectory();
        Files.writeString(inbox.resolve(".day.csv.part"), "half");
        said.reset();
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(said()).startsWith("a file called day.csv is being loaded; if not, remove ");
        Files.delete(inbox.resolve(".day.csv.part"));
        Files.delete(inbox);
        said.reset();
        assertThat(load("tongren/files", day)).isEqualTo(1);
        assertThat(said().lines().toList()).singleElement().asString().contains("inbox can't be written to");
        List<String> unknown = List.of("tongren/none", "nobody/files", "../tongren/files", "x");
        unknown.forEach(name -> assertThat(load(name, day)).as(name).isEqualTo(2));
        Files.writeString(feed, "hospital: tongren\nlike: fhir\nport: 2577\n");
        assertThat(load("tongren/files", day)).isEqualTo(2);
    }
}
