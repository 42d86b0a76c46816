package org.carecontact.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carecontact.sandbox.installation.Ports;

/** The ports of the feeds, and of what they are measured beside. */
record FeedPorts(int hl7, int fhir, int bareHl7, int bareFhir) {

    private static final String HOSPITAL = "tongren";

    static FeedPorts of(Ports ports) {
        int last = ports.feed(Ports.LAST_FEED);
        return new FeedPorts(last - 3, last - 2, last - 1, last);
    }

    void writeHl7(Path hospitals) throws IOException {
        write(hospitals, "his", "like: hl7-v2\nport: " + hl7);
    }

    void writeFhir(Path hospitals) throws IOException {
        write(hospitals, "fhir", "like: fhir\nport: " + fhir);
    }

    private static void write(Path hospitals, String feed, String says) throws IOException {
        Path folder = Files.createDirectories(hospitals.resolve(HOSPITAL).resolve("feeds"));
        Files.writeString(
                folder.resolve(feed + ".yml"),
                "hospital: " + HOSPITAL + "\n" + says + "\ndepartments: {\"0313\": cardiology, \"0314\": neurology}\n");
    }

    int of(FeedProtocol protocol) {
        return protocol == FeedProtocol.HL7_V2 ? hl7 : fhir;
    }

    int bare(FeedProtocol protocol) {
        return protocol == FeedProtocol.HL7_V2 ? bareHl7 : bareFhir;
    }
}
