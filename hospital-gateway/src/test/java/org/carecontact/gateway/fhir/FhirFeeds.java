package org.carecontact.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.gateway.HospitalGatewayApplication;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.RunningService;

/**
 * One hospital with two feeds, FHIR and HL7 v2.
 *
 * @param folder of all hospitals
 */
record FhirFeeds(Path folder, int port, int mllp) {

    static final String SECRET = "open-sesame";
    static final String JSON = "application/fhir+json";
    static final String XML = "application/fhir+xml";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** With further lines for the FHIR feed. */
    static FhirFeeds of(String... lines) {
        try {
            FhirFeeds feeds = new FhirFeeds(Files.createTempDirectory("hospitals"), Ports.free(), Ports.free());
            feeds.write("his", "hospital: tongren\nlike: hl7-v2\nport: " + feeds.mllp + "\n");
            return feeds.fhir(SECRET, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FhirFeeds fhir(String secret, String... lines) {
        write(
                "fhir",
                "hospital: tongren\nlike: fhir\nport: " + port + "\nsecrets: [" + sha256(secret) + "]\n"
                        + String.join("\n", lines) + "\n");
        return this;
    }

    private void write(String name, String text) {
        try {
            Path feeds = Files.createDirectories(folder.resolve("tongren").resolve("feeds"));
            Path draft = Files.writeString(feeds.resolve(name + ".draft"), text);
            Files.move(draft, feeds.resolve(name + ".yml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningService.Builder gateway() {
        return RunningService.of(HospitalGatewayApplication.class, "hospital-gateway")
                .with("carecontact.hospitals.folder", folder)
                .with("carecontact.hospitals.look-every", "50ms")
                .topics(
                        2,
                        Topics.encounters("tongren"),
                        Topics.patients("tongren"),
                        Topics.doctors("tongren"),
                        Topics.schedules("tongren"));
    }

    /** A number that no other test has. */
    static String newNumber() {
        return "F" + NUMBERS.incrementAndGet();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    Answer send(String method, String path, String type, String body) {
        return Answer.to(request("/fhir/" + path)
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", type)
                .header("Accept", JSON)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer post(String path, String body) {
        return send("POST", path, JSON, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, JSON, body);
    }

    Answer bundle(String body) {
        return Answer.to(request("/fhir")
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer bundle(String type, String... entries) {
        return bundle(Samples.bundle(type, entries));
    }

    /** What the HL7 v2 feed answers, as {@code AA}. */
    String v2(String message) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mllp)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            String answer = until(socket.getInputStream(), 0x1c);
            return answer.substring(answer.indexOf("MSA|") + 4, answer.indexOf("MSA|") + 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String until(InputStream in, int end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int b = in.read(); b != end && b >= 0; b = in.read()) {
            read.write(b);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
