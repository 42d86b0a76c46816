package org.carecontact.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.carecontact.house.Packaged.Library;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** No part runs with a version that known-vulnerabilities.yml names, but by an exception that has not ended. */
class KnownVulnerabilitiesTest {

    private static final Path LIST = Path.of("../known-vulnerabilities.yml");

    /** Versions from {@code from} (inclusive) to {@code fixed} (exclusive) of an artifact, and who may still run with one. */
    private record Vulnerability(
            String artifact, String from, String fixed, String ids, Map<String, Object> exception) {

        static Vulnerability of(Map<String, Object> read) {
            for (String needed : List.of("artifact", "fixed", "ids", "source")) {
                if (!(read.get(needed) instanceof String text) || text.isBlank()) {
                    throw new IllegalArgumentException("an entry needs " + needed + ": " + read);
                }
            }
            Map<String, Object> exception = Map.of();
            if (read.get("exception") instanceof Map<?, ?> given) {
                for (String needed : List.of("version", "until", "reached", "lessened")) {
                    if (!(given.get(needed) instanceof String text) || text.isBlank()) {
                        throw new IllegalArgumentException("an exception needs " + needed + ": " + read);
                    }
                }
                exception = Map.of(
                        "version", String.valueOf(given.get("version")),
                        "until", LocalDate.parse(String.valueOf(given.get("until"))));
            }
            return new Vulnerability(
                    String.valueOf(read.get("artifact")),
                    String.valueOf(read.getOrDefault("from", "0")),
                    String.valueOf(read.get("fixed")),
                    String.valueOf(read.get("ids")),
                    exception);
        }

        boolean affects(Library library) {
            ComparableVersion version = new ComparableVersion(library.version());
            return library.artifact().equals(artifact)
                    && version.compareTo(new ComparableVersion(from)) >= 0
                    && version.compareTo(new ComparableVersion(fixed)) < 0;
        }

        boolean isExcepted(Library library, LocalDate today) {
            return library.version().equals(exception.get("version"))
                    && exception.get("until") instanceof LocalDate until
                    && !today.isAfter(until);
        }
    }

    @Test
    void no_part_runs_with_a_vulnerable_version() throws IOException {
        SortedSet<Library> libraries = new TreeSet<>();
        Packaged.all().byPart().values().forEach(libraries::addAll);

        assertThat(found(read(), libraries, LocalDate.now(Clock.systemUTC()))).isEmpty();
    }

    @Test
    void a_version_below_the_fixed_one_is_found_until_an_exception_says_otherwise_and_again_when_it_ends() {
        Map<String, Object> plain = Map.of("artifact", "a", "fixed", "2.10", "ids", "CVE-1", "source", "s");
        Map<String, Object> excepted = Map.of(
                "artifact", "a",
                "fixed", "2.10",
                "ids", "CVE-1",
                "source", "s",
                "exception", Map.of("version", "2.9", "until", "2027-01-31", "reached", "no", "lessened", "so"));
        List<Library> nine = List.of(new Library("a", "2.9"));
        LocalDate before = LocalDate.of(2027, 1, 31);

        assertThat(found(List.of(Vulnerability.of(plain)), nine, before)).containsExactly("a 2.9: CVE-1");
        assertThat(found(List.of(Vulnerability.of(plain)), List.of(new Library("a", "2.10")), before))
                .isEmpty();
        assertThat(found(List.of(Vulnerability.of(excepted)), nine, before)).isEmpty();
        assertThat(found(List.of(Vulnerability.of(excepted)), nine, before.plusDays(1)))
                .containsExactly("a 2.9: CVE-1");
        assertThat(found(List.of(Vulnerability.of(excepted)), List.of(new Library("a", "2.8")), before))
                .containsExactly("a 2.8: CVE-1");
    }

    @Test
    void an_exception_says_until_when_and_what_lessens_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vulnerability.of(Map.of(
                        "artifact", "a",
                        "fixed", "2",
                        "ids", "CVE-1",
                        "source", "s",
                        "exception", Map.of("version", "1"))));
    }

    private static List<String> found(
            List<Vulnerability> vulnerabilities, Iterable<Library> libraries, LocalDate today) {
        List<String> found = new ArrayList<>();
        for (Library library : libraries) {
            for (Vulnerability vulnerability : vulnerabilities) {
                if (vulnerability.affects(library) && !vulnerability.isExcepted(library, today)) {
                    found.add(library + ": " + vulnerability.ids());
                }
            }
        }
        return found;
    }

    private static List<Vulnerability> read() throws IOException {
        try (Reader reader = Files.newBufferedReader(LIST)) {
            List<Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return entries.stream().map(Vulnerability::of).toList();
        }
    }
}
