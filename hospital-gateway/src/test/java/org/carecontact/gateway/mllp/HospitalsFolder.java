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
        return file(
                hospital,
                "hospital: " + hospital + "\n" + (all.contains("like:") ? "" : "like: hl7-v2\n") + "port: " + port
                        + "\n" + all + "\n");
    }

    void remove(String hospital) {
        try {
            Files.delete(path.resolve(hospital).resolve("feeds").resolve("his.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HospitalsFolder file(String hospital, String text) {
        try {
            Path feeds = Files.createDirectories(path.resolve(hospital).resolve("feeds"));
            Path draft = Files.writeString(feeds.resolve("his.draft"), text);
            Files.move(draft, feeds.resolve("his.yml"), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
