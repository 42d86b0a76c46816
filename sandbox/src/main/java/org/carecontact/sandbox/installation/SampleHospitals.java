package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** The folders of the sample hospitals, written into an installation as an operator would write them. */
final class SampleHospitals {

    private static final Pattern PORT = Pattern.compile("(?m)^port: [0-9]+$");

    private SampleHospitals() {}

    /** Writes each hospital's feed, on the port that the installation has for it; others in the folder stay. */
    static void write(Site site) {
        for (String hospital : Ports.HOSPITALS) {
            String name = "/hospitals/" + hospital + "/feeds/his.yml";
            try (InputStream in = SampleHospitals.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw StartFailed.broken("the sandbox has no " + name);
                }
                String text = PORT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .replaceAll("port: " + site.ports().mllp(hospital));
                Path feeds = Files.createDirectories(
                        site.hospitals().resolve(hospital).resolve("feeds"));
                Path draft = Files.writeString(feeds.resolve("his.yml.draft"), text);
                Files.move(draft, feeds.resolve("his.yml"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
