package org.carecontact.localparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that holds {@code .carecontact}, where the build of local-parts unpacked the registry. */
public final class Home {

    private Home() {}

    /** The folder that the system property {@code carecontact.home} names, or else the nearest one above here. */
    static Path find() {
        String given = System.getProperty("carecontact.home");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".carecontact/parts"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + here
                + " holds .carecontact/parts: build local-parts once, or set carecontact.home");
    }

    /**
     * Returns the folder of an unpacked part whose name begins so; the newest version when there are several.
     *
     * @throws IllegalStateException when there is none
     */
    public static Path part(String prefix) {
        Path parts = find().resolve(".carecontact/parts");
        try (Stream<Path> folders = Files.list(parts)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .max(Path::compareTo)
                    .orElseThrow(() ->
                            new IllegalStateException("no " + prefix + "* in " + parts + ": build local-parts once"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
