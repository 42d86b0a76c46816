package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.carecontact.sandbox.hospitals.SampleFolders;

/** Puts the folders of the sample hospitals into an installation, as those of others are put there. */
final class SampleHospitals {

    private static final Pattern LIKE = Pattern.compile("(?m)^like: *([a-z0-9-]+)");

    /** What {@link Endpoints.Feed} calls the door of a feed that is like another, where that is not the same word. */
    private static final Map<String, String> DOORS = Map.of("chinese-his", "hl7-v2 in GBK");

    /** The port offset for which the feeds of a folder were written. */
    private static final String OFFSET = ".port-offset";

    private SampleHospitals() {}

    static List<Endpoints.Feed> feeds(Ports ports) {
        List<Endpoints.Feed> feeds = new ArrayList<>();
        for (String id : HospitalFiles.ids(SampleFolders.all())) {
            HospitalFiles files = HospitalFiles.read(SampleFolders.all().resolve(id));
            for (String name : files.names("feeds")) {
                String text = String.valueOf(files.text(name));
                Matcher port = HospitalFiles.PORT.matcher(text);
                Matcher like = LIKE.matcher(text);
                if (port.find() && like.find()) {
                    feeds.add(new Endpoints.Feed(
                            id,
                            DOORS.getOrDefault(like.group(1), like.group(1)),
                            ports.feed(Integer.parseInt(port.group(1)))));
                }
            }
        }
        return feeds;
    }

    /**
     * Writes the samples anew, with the ports that the installation has for them, and moves those of the others when the
     * installation moved.
     */
    static void write(Site site) {
        Path hospitals = site.hospitals();
        int offset = site.ports().offset();
        try {
            Path known = Files.createDirectories(hospitals).resolve(OFFSET);
            int before = Files.exists(known)
                    ? Integer.parseInt(Files.readString(known).strip())
                    : offset;
            List<String> samples = HospitalFiles.ids(SampleFolders.all());
            for (String id : samples) {
                HospitalFiles.read(SampleFolders.all().resolve(id))
                        .moved(offset)
                        .install(hospitals, id);
            }
            for (String id : HospitalFiles.ids(hospitals)) {
                if (before != offset && !samples.contains(id)) {
                    HospitalFiles.installed(hospitals, id)
                            .moved(offset - before)
                            .install(hospitals, id);
                }
            }
            Files.writeString(known, String.valueOf(offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
