package org.carecontact.sandbox.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's files, from wherever the test runs. */
final class Project {

    private static final Set<String> IGNORED = Set.of("target", ".git", ".carecontact", ".idea");

    private Project() {}

    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docker-compose.yml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no docker-compose.yml above " + Path.of("").toAbsolutePath());
    }

    static String read(String file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file that is part of the project, by its path below the root. */
    static List<String> files() {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString())
                    .filter(file -> Stream.of(file.split("/")).noneMatch(IGNORED::contains))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> documents() {
        return files().stream().filter(file -> file.endsWith(".md")).toList();
    }

    static List<String> javaFiles() {
        return files().stream().filter(file -> file.endsWith(".java")).toList();
    }
}
