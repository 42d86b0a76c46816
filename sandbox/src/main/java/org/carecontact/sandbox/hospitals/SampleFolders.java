package org.carecontact.sandbox.hospitals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of the sample hospitals, which come with the sandbox. */
public final class SampleFolders {

    private static final Path ROOT = root();

    private SampleFolders() {}

    /** The folder with a folder for each, and {@code samples.yml}. */
    public static Path all() {
        return ROOT;
    }

    private static Path root() {
        try {
            Path classes = Path.of(SampleFolders.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(classes)
                    ? classes.resolve("hospitals")
                    : FileSystems.newFileSystem(classes).getPath("/hospitals");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
