package org.carecontact.feedcli.hospitals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.jspecify.annotations.Nullable;

/** Tells whether a path is a hospital's folder at all, and which one near it is. */
final class HospitalFolder {

    private static final int MOST_NAMED = 3;

    private HospitalFolder() {}

    /** Returns why a path is no hospital's folder, in one line; null when it is one. */
    static @Nullable String missing(Path path) throws IOException {
        if (isOne(path)) {
            return null;
        }
        Path looked = path.resolve(HospitalDescription.HOSPITAL);
        String why;
        if (Files.isDirectory(path)) {
            why = looked + " is missing, so " + path + " is no hospital's folder";
        } else if (Files.exists(path)) {
            why = path + " is a file; a hospital's folder has " + HospitalDescription.HOSPITAL + " in it";
        } else {
            why = path + ": there is no such folder; " + looked + " was looked for";
        }
        @Nullable Path above = above(path);
        if (above != null) {
            return why + "; " + above + " is one";
        }
        List<Path> below = below(path);
        if (below.isEmpty()) {
            return why;
        }
        String named = below.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "));
        return why + "; in it " + named
                + (below.size() > MOST_NAMED ? " and others are" : below.size() > 1 ? " are" : " is one");
    }

    private static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(HospitalDescription.HOSPITAL));
    }

    /** The nearest above that is one: the path may be a file or folder of a hospital's. */
    private static @Nullable Path above(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        for (int i = 0; folder != null && i < 2; i++, folder = folder.getParent()) {
            if (isOne(folder)) {
                return folder;
            }
        }
        return null;
    }

    private static List<Path> below(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(HospitalFolder::isOne).sorted().toList();
        }
    }
}
