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
import org.carecontact.sandbox.installation.Ports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code name in a document exists: its words stand in the sources, and its members in their types. */
class DocumentsTest {

    private static final boolean APPROVE = Boolean.getBoolean("approve");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern COORDINATES = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+)+:[a-z0-9.-]+");
    private static final Pattern MEMBER = Pattern.compile("\\b[A-Z]\\w*(?:\\.[A-Za-z]\\w*)+");
    private static final Set<String> KNOWN = new HashSet<>();
    private static final DeclaredNames DECLARED = new DeclaredNames();

    @BeforeAll
    static void read() throws IOException {
        for (String file : Project.files()) {
            words(file).forEach(KNOWN::add);
            if (!file.endsWith(".md")) {
                try {
                    String text = Files.readString(Project.root().resolve(file));
                    words(text).forEach(KNOWN::add);
                    if (file.endsWith(".java") || file.endsWith(".avdl")) {
                        DECLARED.read(text);
                    }
                } catch (CharacterCodingException _) {
                    continue; // no text
                }
            }
        }
    }

    static List<String> documents() {
        return Project.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_code_names_exist(String document) {
        assertThat(strangers(Project.read(document))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void what_it_calls_a_member_is_one(String document) {
        assertThat(noMembers(Project.read(document))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_links_lead_somewhere(String document) {
        Path folder = Project.root().resolve(document).resolveSibling(".");
        assertThat(LINK.matcher(Project.read(document)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void the_runbook_names_the_ports_as_they_are() {
        Ports ports = new Ports(0);
        assertThat(Project.read("docs/runbook/README.md"))
                .contains(Ports.SERVICES.stream()
                        .map(name -> "| %s | %d | %d | %d |"
                                .formatted(
                                        name, ports.service(name), ports.management(name), ports.service(name) + 1000))
                        .toList());
    }

    /** Approved with {@code -Dapprove=true}, which writes the table anew. */
    @Test
    void the_packages_drawn_in_architecture_are_those_that_exist() throws IOException {
        String document = Project.read("ARCHITECTURE.md");
        MatchResult drawn = PackageTable.drawnIn(document);
        if (APPROVE) {
            Files.writeString(
                    Project.root().resolve("ARCHITECTURE.md"),
                    document.substring(0, drawn.start()) + PackageTable.drawn() + document.substring(drawn.end()));
            return;
        }

        assertThat(drawn.group())
                .as("the table of packages; -Dapprove=true writes it anew")
                .isEqualTo(PackageTable.drawn());
    }

    @Test
    void a_name_that_nothing_has_is_found() {
        String renamed = "Long" + "Gone" + "Listener";
        assertThat(strangers("The `%s.on` and `Documents.find`.\nLater: `%s`.".formatted(renamed, "too" + "Early")))
                .containsExactly(renamed);
    }

    @Test
    void a_member_of_another_type_is_found() {
        assertThat(noMembers("`Ports.SERVICES`, `Ports.NOWHERE`, `EncounterChanged.visit`, `AgeBand.visit(now)`"))
                .containsExactly("Ports.NOWHERE", "AgeBand.visit");
    }

    @Test
    void what_only_a_value_or_a_body_mentions_is_no_member() {
        DeclaredNames names = new DeclaredNames();
        names.read("""
                /** Not a class Comment { int c; } */
                class Outer {
                    static final Inner USUAL = new Inner(Size.SMALL);
                    void run() { int local = 1; }
                    record Inner(Size size) {}
                    enum Size { SMALL { int deep() { return 1; } }, LARGE }
                }
                """);

        assertThat(List.of("Outer.USUAL", "Outer.run", "Outer.Inner.size", "Outer.Size.SMALL", "Outer.Size.LARGE"))
                .allMatch(names::has);
        assertThat(List.of("Outer.SMALL", "Outer.local", "Outer.Inner.SMALL", "Outer.Size.deep"))
                .noneMatch(names::has);
    }

    private static List<String> strangers(String document) {
        return inBackticks(document)
                .flatMap(DocumentsTest::words)
                .filter(word -> !KNOWN.contains(word))
                .toList();
    }

    private static List<String> noMembers(String document) {
        return inBackticks(document)
                .flatMap(code -> MEMBER.matcher(code).results().map(MatchResult::group))
                .filter(name -> !DECLARED.has(name))
                .toList();
    }

    /** Blocks of code are for people to type, what comes later is not there yet, and a library may not be in use. */
    private static Stream<String> inBackticks(String document) {
        String prose = document.replaceAll("(?ms)^ *```.*?^ *```", "").replaceAll("(?m)^Later:.*$", "");
        return CODE.matcher(prose)
                .results()
                .map(code -> code.group(1))
                .filter(code -> !COORDINATES.matcher(code).matches());
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }
}
