package org.carecontact.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The libraries that each part runs with, as they were packaged: those inside a service's jar, or in target/lib. */
record Packaged(Map<String, SortedSet<Library>> byPart) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FILE = Pattern.compile("(.+?)-([0-9][^/]*?)\\.jar");
    private static final String INSIDE = "BOOT-INF/lib/";

    /** One jar by its artifact and version. */
    record Library(String artifact, String version) implements Comparable<Library> {

        static Library of(String file) {
            Matcher matcher = FILE.matcher(file);
            if (!matcher.matches()) {
                return new Library(file.replaceFirst("\\.jar$", ""), "0");
            }
            return new Library(matcher.group(1), matcher.group(2));
        }

        @Override
        public int compareTo(Library other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return artifact + " " + version;
        }
    }

    static Packaged all() throws IOException {
        Map<String, SortedSet<Library>> parts = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.sorted().toList()) {
                String name = module.getFileName().toString();
                SortedSet<Library> libraries = new TreeSet<>();
                Path jar = module.resolve("target/" + name + ".jar");
                if (Files.exists(jar)) {
                    libraries.addAll(inside(jar));
                }
                Path folder = module.resolve("target/lib");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.list(folder)) {
                        files.forEach(file ->
                                libraries.add(Library.of(file.getFileName().toString())));
                    }
                }
                if (!libraries.isEmpty()) {
                    parts.put(name, libraries);
                }
            }
        }
        return new Packaged(Collections.unmodifiableMap(parts));
    }

    private static SortedSet<Library> inside(Path jar) throws IOException {
        SortedSet<Library> libraries = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.startsWith(INSIDE) && entry.endsWith(".jar"))
                    .map(entry -> entry.substring(INSIDE.length()))
                    .map(Library::of)
                    .forEach(libraries::add);
        }
        return libraries;
    }
}
