package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code name in a document exists: each word of it stands in the sources, or in the name of a file. */
class DocumentsTest {

    private static final Set<String> IGNORED = Set.of("target", ".git", ".carecontact", ".idea");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Set<String> KNOWN = new HashSet<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path file : files()) {
            words(Project.root().relativize(file).toString()).forEach(KNOWN::add);
            if (!isDocument(file)) {
                try {
                    words(Files.readString(file)).forEach(KNOWN::add);
                } catch (CharacterCodingException _) {
                    continue; // no text
                }
            }
        }
    }

    static List<String> documents() throws IOException {
        return files().stream()
                .filter(DocumentsTest::isDocument)
                .map(file -> Project.root().relativize(file).toString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_code_names_exist(String document) {
        assertThat(strangers(Project.read(document))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_links_lead_somewhere(String document) {
        Path folder = Project.root().resolve(document).resolveSibling(".");
        assertThat(LINK.matcher(Project.read(document)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void a_name_that_nothing_has_is_found() {
        String renamed = "Long" + "Gone" + "Listener";
        assertThat(strangers("The `%s.on` and `Documents.find`.\nLater: `%s`.".formatted(renamed, "too" + "Early")))
                .containsExactly(renamed);
    }

    /** What is in backticks; blocks of code are for people to type, and what comes later is not there yet. */
    private static List<String> strangers(String document) {
        String prose = document.replaceAll("(?ms)^```.*?^```", "").replaceAll("(?m)^Later:.*$", "");
        return Pattern.compile("`([^`\\n]+)`")
                .matcher(prose)
                .results()
                .flatMap(code -> words(code.group(1)))
                .filter(word -> !KNOWN.contains(word))
                .toList();
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Project.root())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(
                                    Project.root().relativize(file).toString().split("/"))
                            .noneMatch(IGNORED::contains))
                    .toList();
        }
    }
}
