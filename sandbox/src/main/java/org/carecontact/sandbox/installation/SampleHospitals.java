package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders of the sample hospitals, written into an installation as an operator would write them. */
final class SampleHospitals {

    private static final Pattern PORT = Pattern.compile("(?m)^port: ([0-9]+)$");

    /**
     * A file in the sandbox.
     *
     * @param door as {@link Endpoints.Feed} has it
     */
    private record Sample(String hospital, String feed, String door) {

        String text() {
            String name = "/hospitals/" + hospital + "/feeds/" + feed + ".yml";
            try (InputStream in = SampleHospitals.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw StartFailed.broken("the sandbox has no " + name);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port(Ports ports) {
            Matcher port = PORT.matcher(text());
            if (!port.find()) {
                throw StartFailed.broken("the feed " + hospital + "/" + feed + " has no port");
            }
            return ports.feed(Integer.parseInt(port.group(1)));
        }
    }

    private static final List<Sample> SAMPLES = List.of(
            new Sample("tongren", "his", "hl7-v2"),
            new Sample("tongren", "old-his", "hl7-v2 in GBK"),
            new Sample("meiyan", "bus", "wst-846"),
            new Sample("yunyi", "fhir", "fhir"));

    private SampleHospitals() {}

    static List<Endpoints.Feed> feeds(Ports ports) {
        return SAMPLES.stream()
                .map(sample -> new Endpoints.Feed(sample.hospital(), sample.door(), sample.port(ports)))
                .toList();
    }

    /** Writes each hospital's feeds, with the ports that the installation has for them; others in the folder stay. */
    static void write(Site site) {
        for (Sample sample : SAMPLES) {
            try {
                Path feeds = Files.createDirectories(
                        site.hospitals().resolve(sample.hospital()).resolve("feeds"));
                Path draft = Files.writeString(
                        feeds.resolve(sample.feed() + ".draft"),
                        PORT.matcher(sample.text()).replaceAll("port: " + sample.port(site.ports())));
                Files.move(draft, feeds.resolve(sample.feed() + ".yml"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
