package org.carecontact.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.carecontact.localparts.JvmFlags;
import org.hl7.fhir.r4.model.Bundle;

/**
 * What a feed is measured beside, in a process of its own: HAPI's server, which only acknowledges, and an HTTP server that
 * only parses a Bundle with HAPI FHIR and answers it. Neither stores anything.
 */
final class BareServers implements AutoCloseable {

    private static final int THREADS = 32;
    private static final Duration TO_START = Duration.ofSeconds(60);

    private final Process process;

    private BareServers(Process process) {
        this.process = process;
    }

    /** Starts them in a JVM with the flags of a service; returns when both answer. */
    static BareServers start(int mllpPort, int fhirPort) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JvmFlags.JAVA));
        command.addAll(JvmFlags.COMMON);
        command.addAll(JvmFlags.SERVICE_SERVER);
        command.addAll(List.of(
                "-Dlogback.configurationFile=part-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BareServers.class.getName(),
                String.valueOf(mllpPort),
                String.valueOf(fhirPort)));
        // It ends with the pipe, whatever becomes of this process.
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BareServers servers = new BareServers(process);
        long deadline = System.nanoTime() + TO_START.toNanos();
        while (!answers(mllpPort) || !answers(fhirPort)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                servers.close();
                throw new IllegalStateException("the bare servers did not start");
            }
            Thread.sleep(100);
        }
        return servers;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** The processor time that they have used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] ports) throws IOException, InterruptedException {
        DefaultHapiContext hapi = new DefaultHapiContext();
        // HAPI's own generator keeps its numbers in a file.
        hapi.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        HL7Service mllp = hapi.newServer(Integer.parseInt(ports[0]), false);
        mllp.registerApplication(new Acknowledging());
        mllp.startAndWait();
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(ports[1])), 0);
        http.setExecutor(Executors.newFixedThreadPool(THREADS));
        FhirContext fhir = FhirContext.forR4();
        http.createContext("/fhir", exchange -> answer(fhir, exchange));
        http.start();
        var _ = System.in.read();
        System.exit(0);
    }

    private static final class Acknowledging implements ReceivingApplication<Message> {

        @Override
        public Message processMessage(Message message, Map<String, Object> metadata)
                throws ReceivingApplicationException, HL7Exception {
            try {
                return message.generateACK();
            } catch (IOException e) {
                throw new ReceivingApplicationException(e);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }

    private static void answer(FhirContext fhir, HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody();
                OutputStream out = exchange.getResponseBody()) {
            Bundle read = fhir.newJsonParser().parseResource(Bundle.class, in);
            Bundle answer = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
            read.getEntry().forEach(_ -> answer.addEntry().getResponse().setStatus("200 OK"));
            byte[] body = fhir.newJsonParser().encodeResourceToString(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(200, body.length);
            out.write(body);
        }
    }
}
