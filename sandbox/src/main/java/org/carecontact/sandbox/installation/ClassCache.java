package org.carecontact.sandbox.installation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.carecontact.localparts.JvmFlags;

/**
 * Caches the shared libraries after a rehearsal (JEP 483, 514), which halves the processor time of a start. It holds
 * while libraries and JVM stay the same; without it starts are slower.
 */
final class ClassCache {

    private static final Duration TO_REHEARSE = Duration.ofMinutes(5);
    private static final String REHEARSAL = "org/carecontact/sandbox/rehearsal/";

    private final Path folder;
    private final List<Path> libraries;
    private final Path cache;
    private final Path key;

    private ClassCache(Path folder, List<Path> libraries) {
        this.folder = folder;
        this.libraries = libraries;
        this.cache = folder.resolve("libraries.aot");
        this.key = folder.resolve("libraries.aot.key");
    }

    /**
     * Creates the cache for these libraries, which must stand first on the class path in this order.
     *
     * @param sandbox the jar that has the rehearsal
     */
    static ClassCache of(Path folder, List<Path> shared, Path sandbox) {
        try {
            Files.createDirectories(folder);
            List<Path> libraries = new ArrayList<>(shared);
            libraries.add(rehearsal(folder.resolve("rehearsal.jar"), sandbox));
            return new ClassCache(folder, List.copyOf(libraries));
        } catch (IOException e) {
            throw StartFailed.broken("the class path cannot be laid out: " + e);
        }
    }

    /** The shared libraries and the rehearsal among them. */
    List<Path> libraries() {
        return libraries;
    }

    /** Returns the JVM's flags; with the cache when there is one for just these libraries and this JVM. */
    List<String> flags() {
        List<String> flags = new ArrayList<>(JvmFlags.COMMON);
        if (isFresh()) {
            flags.add("-XX:AOTCache=" + cache);
            // JDK 25 warns about a method adapter that it cannot take from the cache, and makes it anew.
            flags.add("-Xlog:aot*=error");
        }
        return flags;
    }

    boolean isFresh() {
        try {
            return Files.exists(cache)
                    && Files.exists(key)
                    && Files.readString(key).equals(describe());
        } catch (IOException _) {
            return false;
        }
    }

    /** Rehearses; returns whether that made a cache. The JVM's output is in the log. */
    boolean make(Path log) throws IOException, InterruptedException {
        Files.deleteIfExists(key);
        Files.createDirectories(log.getParent());
        Path draft = folder.resolve("libraries.aot.draft");
        List<String> command = new ArrayList<>(List.of(JvmFlags.JAVA));
        command.addAll(JvmFlags.REHEARSAL);
        command.addAll(JvmFlags.COMMON);
        command.add("-XX:AOTCacheOutput=" + draft);
        command.add("-cp");
        command.add(libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add("org.carecontact.sandbox.rehearsal.Rehearsal");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(TO_REHEARSE.toSeconds(), TimeUnit.SECONDS)) {
                return false;
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(draft)) {
            return false;
        }
        Files.move(draft, cache, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(key, describe());
        return true;
    }

    private String describe() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(JvmFlags.JAVA + " " + System.getProperty("java.vm.version") + " " + JvmFlags.COMMON);
        for (Path library : libraries) {
            lines.add("%s %d %s".formatted(library, Files.size(library), Files.getLastModifiedTime(library)));
        }
        return String.join("\n", lines);
    }

    private static Path rehearsal(Path target, Path sandbox) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile in = new JarFile(sandbox.toFile());
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
                if (entry.getName().startsWith(REHEARSAL) && !entry.isDirectory()) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setLastModifiedTime(FileTime.fromMillis(0));
                    out.putNextEntry(copy);
                    in.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
        }
        // Only when it changed: a new time would make the cache useless.
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), bytes.toByteArray())) {
            Files.write(target, bytes.toByteArray());
        }
        return target;
    }
}
