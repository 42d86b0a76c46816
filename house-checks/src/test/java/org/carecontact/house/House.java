package org.carecontact.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The modules of this checkout: their sources and what they were compiled to. */
final class House {

    /** The folder of this checkout. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Packages whose classes a generator wrote. */
    private static final Set<String> GENERATED = Set.of("org.carecontact.events");

    private House() {}

    /** The folders of all modules. */
    static List<Path> modules() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources below each module's folder, as {@code src/main/java}. */
    static List<Path> sources(String folder) {
        return modules().stream()
                .map(module -> module.resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(House::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all modules' production code was compiled to. */
    static JavaClasses production() {
        List<Path> compiled = modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(compiled);
    }

    /** Whether somebody wrote it, other than a generator. */
    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("org.carecontact") && !GENERATED.contains(type.getPackageName());
    }
}
