package org.carecontact.gateway.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.DialectReader;
import org.carecontact.gateway.dialects.DialectRefused;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.jspecify.annotations.Nullable;

/** Reads the feeds of all hospitals from their folders. */
final class FeedFiles {

    private static final Pattern FILE = Pattern.compile("[a-z0-9-]{1,32}\\.yml");

    /**
     * What the folders hold.
     *
     * @param feeds by {@link FeedFile#id}, those that can be used
     * @param refused what is wrong with the others, by the same id
     */
    record Found(Map<String, FeedFile> feeds, Map<String, String> refused) {}

    private FeedFiles() {}

    /**
     * Reads all of them.
     *
     * @param folder null for none
     */
    static Found read(@Nullable Path folder) {
        Map<String, FeedFile> feeds = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        if (folder != null && Files.isDirectory(folder)) {
            for (Path hospital : listed(folder)) {
                Path ofHospital = hospital.resolve("feeds");
                if (Files.isDirectory(ofHospital)) {
                    listed(ofHospital).stream()
                            .filter(file ->
                                    FILE.matcher(file.getFileName().toString()).matches())
                            .forEach(file -> read(hospital, ofHospital, file, feeds, refused));
                }
            }
        }
        refuseSharedPorts(feeds, refused);
        return new Found(feeds, refused);
    }

    private static void read(
            Path hospital, Path folder, Path file, Map<String, FeedFile> feeds, Map<String, String> refused) {
        String name = file.getFileName().toString().replace(".yml", "");
        String id = hospital.getFileName() + "/" + name;
        String shown = hospital.getFileName() + "/feeds/" + file.getFileName();
        try {
            FeedFile feed = DialectReader.feed(name, shown, Files.readString(file), folder);
            if (feed.id().equals(id)) {
                feeds.put(id, feed);
            } else {
                refused.put(
                        id,
                        shown + ": it says hospital: " + feed.hospital() + ", and lies in the folder of "
                                + hospital.getFileName());
            }
        } catch (DialectRefused e) {
            refused.put(id, String.valueOf(e.getMessage()));
        } catch (MalformedInputException e) {
            refused.put(id, shown + ": the file is written in UTF-8");
        } catch (IOException e) {
            refused.put(id, shown + ": it can't be read");
        }
    }

    /** A port is one feed's, and so is a topic: the first one by name keeps it. */
    private static void refuseSharedPorts(Map<String, FeedFile> feeds, Map<String, String> refused) {
        Map<String, String> taken = new HashMap<>();
        for (FeedFile feed : List.copyOf(feeds.values())) {
            String place = feed.topic() == null ? "port " + feed.port() : "topic " + feed.topic();
            String other = feed.folder() == null ? taken.putIfAbsent(place, feed.id()) : null;
            if (other != null) {
                feeds.remove(feed.id());
                refused.put(feed.id(), feed.id() + ": " + place + " is the one of " + other);
            }
        }
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What tells a changed folder from one that is as it was: names, sizes and times of all files. */
    static String state(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        StringBuilder state = new StringBuilder();
        for (Path hospital : listed(folder)) {
            Path feeds = hospital.resolve("feeds");
            if (Files.isDirectory(feeds)) {
                Path departments = hospital.resolve(HospitalDescription.DEPARTMENTS);
                state.append(departments).append(' ').append(stamp(departments)).append('\n');
                for (Path file : listed(feeds)) {
                    if (Files.isRegularFile(file)) {
                        state.append(file).append(' ').append(stamp(file)).append('\n');
                    }
                }
            }
        }
        return state.toString();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException _) {
            return "gone";
        }
    }
}
