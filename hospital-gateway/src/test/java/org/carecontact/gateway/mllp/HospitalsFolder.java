package org.carecontact.gateway.mllp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.carecontact.localparts.Ports;

/** A folder of hospitals for one gateway, each with the feed {@code his} on a free port. */
record HospitalsFolder(Path path) {

    /** Hospitals whose feeds are plain HL7 v2 but for these lines. */
    static HospitalsFolder of(List<String> hospitals, String... lines) {
        try {
            HospitalsFolder folder = new HospitalsFolder(Files.createTempDirectory("hospitals"));
            for (String hospital : hospitals) {
                folder.feed(hospital, Ports.free(), lines);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes or replaces a hospital's feed; a line {@code like:} replaces plain HL7 v2. */
    HospitalsFolder feed(String hospital, int port, String... lines) {
        String all = String.join("\n", lines);
        return feedNamed(
                hospital,
                "his",
                "hospital: " + hospital + "\n" + (all.contains("like:") ? "" : "like: hl7-v2\n") + "port: " + port
                        + "\n" + all + "\n");
    }

    void remove(String hospital) {
        removeNamed(hospital, "his");
    }

    void removeNamed(String hospital, String feed) {
        try {
            Files.delete(path.resolve(hospital).resolve("feeds").resolve(feed + ".yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes or replaces the file of a feed. */
    HospitalsFolder feedNamed(String hospital, String feed, String text) {
        try {
            Path feeds = Files.createDirectories(path.resolve(hospital).resolve("feeds"));
            Path draft = Files.writeString(feeds.resolve(feed + ".draft"), text);
            Files.move(draft, feeds.resolve(feed + ".yml"), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
