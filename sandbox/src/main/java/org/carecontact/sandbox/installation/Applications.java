package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Builds the class paths of all processes: the services' unpacked jars, with the shared libraries first. */
final class Applications {

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String CLASSES = "BOOT-INF/classes/";

    private final Path folder;
    private final Map<String, Opened> services;
    private final List<Path> sandbox;
    private final ClassCache cache;

    private Applications(Path folder, Map<String, Opened> services, List<Path> sandbox) {
        this.folder = folder;
        this.services = services;
        this.sandbox = sandbox;
        this.cache = ClassCache.of(folder, shared(services.values()), sandbox.getLast());
    }

    /** A service's unpacked jar. */
    private record Opened(String mainClass, Map<String, Path> libraries, List<Path> own) {}

    /** Unpacks the jars that were built since the last time. */
    static Applications open(Site site) {
        Path folder = site.parts().resolve("applications");
        Map<String, Opened> services = new LinkedHashMap<>();
        for (String name : Ports.SERVICES) {
            Path jar = site.root().resolve(name).resolve("target").resolve(name + ".jar");
            if (Files.exists(jar)) {
                services.put(name, open(jar, folder, name));
            }
        }
        return new Applications(folder, services, sandbox(site.root()));
    }

    ClassCache cache() {
        return cache;
    }

    boolean has(String service) {
        return services.containsKey(service);
    }

    String mainClass(String service) {
        return opened(service).mainClass();
    }

    /** An argument file with the service's class path. */
    Path service(String name) {
        Opened opened = opened(name);
        List<Path> classPath = new ArrayList<>(cache.libraries());
        opened.libraries().values().stream()
                .filter(library -> !classPath.contains(library))
                .forEach(classPath::add);
        classPath.addAll(opened.own());
        return argumentFile(name, classPath);
    }

    /** An argument file with the sandbox's own class path, for its stand-ins and for the local parts. */
    Path sandbox() {
        List<Path> names = cache.libraries().stream().map(Path::getFileName).toList();
        List<Path> classPath = new ArrayList<>(cache.libraries());
        sandbox.stream()
                .filter(library -> !names.contains(library.getFileName()))
                .forEach(classPath::add);
        return argumentFile("sandbox", classPath);
    }

    private Opened opened(String service) {
        Opened opened = services.get(service);
        if (opened == null) {
            throw StartFailed.broken(service + " is not built");
        }
        return opened;
    }

    private static List<Path> shared(Collection<Opened> services) {
        return services.stream()
                .map(opened -> new TreeSet<>(opened.libraries().values()))
                .reduce((some, others) -> {
                    some.retainAll(others);
                    return some;
                })
                .map(List::copyOf)
                .orElse(List.of());
    }

    private Path argumentFile(String name, List<Path> classPath) {
        Path file = folder.resolve(name + ".classpath");
        try {
            Files.createDirectories(folder);
            // Parts that start meanwhile read the file: they must not see half of it.
            Path draft = Files.createTempFile(folder, name, ".draft");
            Files.writeString(
                    draft,
                    classPath.stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(System.getProperty("path.separator"), "-cp \"", "\"\n")));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sandbox(Path root) {
        Path target = root.resolve("sandbox/target");
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            List<Path> all = new ArrayList<>(libraries.sorted().toList());
            all.add(target.resolve("sandbox.jar"));
            return all;
        } catch (IOException e) {
            throw StartFailed.broken("the sandbox is not built: " + e.getMessage());
        }
    }

    private static Opened open(Path jar, Path folder, String name) {
        TreeMap<String, Path> libraries = new TreeMap<>();
        List<Path> own = new ArrayList<>();
        Path ownFolder = folder.resolve(name);
        try (JarFile archive = new JarFile(jar.toFile())) {
            Files.createDirectories(ownFolder);
            Path stamp = ownFolder.resolve("opened");
            String version = "%s %d".formatted(Files.getLastModifiedTime(jar), Files.size(jar));
            boolean known = Files.exists(stamp) && Files.readString(stamp).equals(version);
            for (JarEntry entry : (Iterable<JarEntry>) archive.stream()::iterator) {
                if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
                    String library = entry.getName().substring(LIBRARIES.length());
                    // Our own jars change under the same name, so each service keeps those it was built with.
                    boolean ours = library.startsWith("kernel-") || library.startsWith("schemas-");
                    Path target = (ours ? ownFolder : folder.resolve("lib")).resolve(library);
                    if (!known || !Files.exists(target)) {
                        copy(archive, entry, target);
                    }
                    if (ours) {
                        own.add(target);
                    } else {
                        libraries.put(library, target);
                    }
                }
            }
            Path classes = ownFolder.resolve(name + ".jar");
            if (!known || !Files.exists(classes)) {
                classes(archive, classes);
            }
            own.add(classes);
            Files.writeString(stamp, version);
            return new Opened(archive.getManifest().getMainAttributes().getValue("Start-Class"), libraries, own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a file alone that already has the content: a changed time would make the class cache useless. */
    private static void copy(JarFile archive, ZipEntry entry, Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == entry.getSize() && crc(target) == entry.getCrc()) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path draft = Files.createTempFile(target.getParent(), "draft", ".tmp");
        try (InputStream in = archive.getInputStream(entry)) {
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return crc.getValue();
    }

    private static void classes(JarFile archive, Path target) throws IOException {
        Path draft = Files.createTempFile(target.getParent(), "draft", ".tmp");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(draft))) {
            for (JarEntry entry : (Iterable<JarEntry>) archive.stream()::iterator) {
                // Folders too: Spring finds classes in a jar by the entries of their folders.
                if (entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length()) {
                    out.putNextEntry(new ZipEntry(entry.getName().substring(CLASSES.length())));
                    try (InputStream in = archive.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
