package org.carecontact.sandbox.hospitals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.localparts.Folders;
import org.jspecify.annotations.Nullable;

/**
 * The files of one hospital's folder, in memory: {@code hospital.yml}, {@code departments.yml}, {@code feeds/*.yml} with
 * their certificates, {@code policies/*.yaml}, {@code forms/*.json}, {@code providers.yml} and {@code texts/*.yml}.
 */
public final class HospitalFiles {

    /** The port of a feed, as its file says it. */
    public static final Pattern PORT = Pattern.compile("(?m)^port: *([0-9]{1,5})(?= *(?:#.*)?$)");

    /** Folders that wait to become a hospital's; no hospital can have this name. */
    private static final String STAGED = ".staged";

    private static final Pattern KNOWN = Pattern.compile(
            "hospital\\.yml|departments\\.yml|providers\\.yml|texts/[a-z-]{1,32}\\.(?:zh|en)\\.yml|feeds/[a-z0-9-]{1,32}\\.yml"
                    + "|feeds/[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\.pem|policies/[a-z0-9-]{1,64}\\.yaml|forms/[a-z0-9-]{1,64}\\.json");
    private static final List<String> FOLDERS = List.of("feeds", "policies", "forms", "texts");
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 500;

    private final SortedMap<String, byte[]> files;

    private HospitalFiles(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Reads a folder that somebody wrote; nothing unknown is ignored, but for names that begin with a dot.
     *
     * @throws FolderRefused with everything that does not belong there
     */
    public static HospitalFiles read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FolderRefused(folder + ": there is no such folder");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        try {
            read(folder, "", files, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!problems.isEmpty()) {
            throw FolderRefused.of(problems);
        }
        return new HospitalFiles(files);
    }

    private static void read(Path root, String within, SortedMap<String, byte[]> files, List<String> problems)
            throws IOException {
        for (Path file : listed(within.isEmpty() ? root : root.resolve(within))) {
            String last = file.getFileName().toString().replace("/", "");
            String name = within + last;
            if (last.startsWith(".")) {
                continue;
            }
            if (Files.isSymbolicLink(file)) {
                problems.add(root.resolve(name) + ": a link; put the file itself there");
            } else if (within.isEmpty() && FOLDERS.contains(last) && Files.isDirectory(file)) {
                read(root, last + "/", files, problems);
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !KNOWN.matcher(name).matches()) {
                problems.add(root.resolve(name)
                        + ": not known here; a hospital's folder has hospital.yml, departments.yml, feeds/NAME.yml,"
                        + " feeds/NAME.pem, policies/NAME.yaml, forms/NAME.json, providers.yml and"
                        + " texts/VENDOR.LANGUAGE.yml, NAME of a-z, 0-9 and -");
            } else if (Files.size(file) > LARGEST) {
                problems.add(root.resolve(name) + ": more than " + LARGEST + " bytes");
            } else if (files.size() >= MOST) {
                problems.add(root.resolve(name) + ": more than " + MOST + " files");
            } else {
                files.put(name, Files.readAllBytes(file));
            }
        }
    }

    /** What an installation has of a hospital; empty when it has none. What else lies there is left alone. */
    public static HospitalFiles installed(Path hospitals, String id) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Path folder = hospitals.resolve(id);
        try {
            if (Files.isDirectory(folder)) {
                read(folder, "", files, new ArrayList<>());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HospitalFiles(files);
    }

    /** The hospitals that an installation has, by id. */
    public static List<String> ids(Path hospitals) {
        try {
            List<String> ids = new ArrayList<>();
            for (Path folder : Files.isDirectory(hospitals) ? listed(hospitals) : List.<Path>of()) {
                String id = folder.getFileName().toString().replace("/", "");
                if (HospitalDescription.isId(id) && Files.isDirectory(folder)) {
                    ids.add(id);
                }
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a hospital, or the one that waits to become it; null when there is neither. */
    public static @Nullable Path folder(Path hospitals, String id) {
        if (!HospitalDescription.isId(id)) {
            return null;
        }
        return Stream.of(hospitals.resolve(id), hospitals.resolve(STAGED).resolve(id))
                .filter(folder -> Files.isRegularFile(folder.resolve(HospitalDescription.HOSPITAL)))
                .findFirst()
                .orElse(null);
    }

    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Names of the files below a folder, as feeds. */
    public List<String> names(String folder) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * The text of a file; null when there is no such file.
     *
     * @throws FolderRefused when it is not written in UTF-8
     */
    public @Nullable String text(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new FolderRefused(name + ", line 1, column 1: the file is written in UTF-8");
        }
    }

    /** The same with the ports of all feeds moved, as everything of an installation is. */
    public HospitalFiles moved(int offset) {
        SortedMap<String, byte[]> moved = new TreeMap<>(files);
        for (String name : offset == 0 ? List.<String>of() : names("feeds")) {
            if (name.endsWith(".yml")) {
                Matcher port = PORT.matcher(String.valueOf(text(name)));
                String text = port.replaceAll(found -> "port: " + (Integer.parseInt(found.group(1)) + offset));
                moved.put(name, text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new HospitalFiles(moved);
    }

    /** The names of files that one has and the other has not, or not with the same content. */
    public List<String> differences(HospitalFiles other) {
        return Stream.concat(files.keySet().stream(), other.files.keySet().stream())
                .distinct()
                .sorted()
                .filter(name -> !Arrays.equals(files.get(name), other.files.get(name)))
                .toList();
    }

    /** Writes them where no service looks for feeds and policies yet. */
    public void stage(Path hospitals, String id) {
        Path staged = hospitals.resolve(STAGED).resolve(id);
        Folders.delete(staged);
        try {
            write(staged);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void unstage(Path hospitals, String id) {
        Folders.delete(hospitals.resolve(STAGED).resolve(id));
    }

    /**
     * Makes them the hospital's. A new hospital appears in one step, from what is staged; of one that is there each changed
     * file is replaced in one step, and what is gone is removed. With no files the hospital itself is.
     *
     * @throws UncheckedIOException when it could not be done; it may be done in part, and can be done again
     */
    public void install(Path hospitals, String id) {
        Path folder = hospitals.resolve(id);
        try {
            if (isEmpty()) {
                Folders.delete(folder);
            } else if (Files.notExists(folder)) {
                stage(hospitals, id);
                Files.move(hospitals.resolve(STAGED).resolve(id), folder, StandardCopyOption.ATOMIC_MOVE);
            } else {
                HospitalFiles before = installed(hospitals, id);
                write(folder);
                for (String name : before.names()) {
                    if (!files.containsKey(name)) {
                        Files.deleteIfExists(folder.resolve(name));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
                Path draft = path.resolveSibling("." + path.getFileName() + ".draft");
                Files.write(draft, file.getValue());
                Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
