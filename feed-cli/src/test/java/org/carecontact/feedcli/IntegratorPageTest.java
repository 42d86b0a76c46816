package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.feedcli.hospitals.Example;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.Test;

/** What docs/integrator.md shows: its commands name files that exist, and print what stands below them. */
class IntegratorPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/integrator.md");
    private static final Path EXAMPLES = ROOT.resolve("docs/examples");
    private static final Pattern SHOWN =
            Pattern.compile("(?m)^\\$ \\./carecontact ((?:feed|hospital) check .+)\\n((?s:.*?))(?=^\\$ |^```)");
    private static final Pattern PATH = Pattern.compile("@?(docs/examples/[A-Za-z0-9./_-]*[A-Za-z0-9_-])");
    private static final Pattern CITIZEN = Pattern.compile("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])");
    private static final Pattern MOBILE = Pattern.compile("(?<![0-9])1[3-9][0-9]{9}(?![0-9])");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** What a command prints at the root of the project. */
    private static String printed(String command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] words = PATH.matcher(command).replaceAll("../$1").split(" +");
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        Path none = Path.of("target/none");
        int code = words[0].equals("hospital")
                ? Example.run(out, arguments)
                : ScriptCommand.run(new FeedCommand(out, none, none, false), arguments);
        assertThat(code).as(command).isIn(0, 1);
        return said.toString(StandardCharsets.UTF_8).replace("\r\n", "\n").replace("../docs/", "docs/");
    }

    @Test
    void each_command_prints_what_stands_below_it() throws IOException {
        String page = page();
        String right = SHOWN.matcher(page)
                .replaceAll(shown ->
                        Matcher.quoteReplacement("$ ./carecontact " + shown.group(1) + "\n" + printed(shown.group(1))));
        assertThat(right).contains("; all is well\n");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, right);
            return;
        }
        assertThat(page).isEqualTo(right);
    }

    @Test
    void each_example_is_checked_on_the_page_with_a_feed_of_the_example_hospital() throws IOException {
        String checked = SHOWN.matcher(page())
                .results()
                .map(shown -> shown.group(1))
                .filter(command -> command.startsWith("feed check "))
                .collect(Collectors.joining("\n"));
        assertThat(named(checked)).containsAll(examples()).containsAll(feeds());
    }

    @Test
    void each_file_that_the_page_names_exists() throws IOException {
        assertThat(named(page()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).exists());
    }

    @Test
    void nobody_in_the_examples_lives() throws IOException {
        for (String example : examples()) {
            String text = Files.readString(ROOT.resolve(example));
            assertThat(CITIZEN.matcher(text).results()).as(example).isEmpty();
            assertThat(MOBILE.matcher(text).results().map(MatchResult::group))
                    .as(example)
                    .allSatisfy(number -> assertThat(number).startsWith("140400"));
        }
    }

    private static Set<String> named(String text) {
        return PATH.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> examples() {
        return files(EXAMPLES);
    }

    private static List<String> feeds() {
        return files(EXAMPLES.resolve("hospital-anhe/feeds"));
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
