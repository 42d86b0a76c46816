package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Random requests over all endpoints of a service: none is answered 500, none leaves a stack trace in a log, and
 * every refusal is a problem of RFC 9457, or FHIR's OperationOutcome.
 *
 * <pre>{@code
 * @Test
 * void no_request_breaks_it() {
 *     Fuzz.of(SERVICE, "tongren").run(7, 1_700);
 * }
 * }</pre>
 *
 * The same seed draws the same requests. What a failure prints is the request, to be tried alone.
 */
public final class Fuzz {

    private static final int ANSWER_WITHIN_MILLIS = 30_000;
    private static final int SHOWN = 10;
    private static final Pattern PROBLEM =
            Pattern.compile("(?i)\r\ncontent-type: *application/(?:problem|fhir)\\+json", Pattern.DOTALL);

    /** What comes before the answer to whoever said Expect: 100-continue. */
    private static final Pattern GO_ON = Pattern.compile("^HTTP/1.1 100 [^\r]*\r\n\r\n");

    private final RunningService service;
    private final List<String> tokens;

    private Fuzz(RunningService service, List<String> tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /** Calls as persons of every role at this hospital. */
    public static Fuzz of(RunningService service, String hospital) {
        return new Fuzz(
                service,
                List.of(
                        service.patient(hospital, "P-fuzz"),
                        service.family(hospital, "F-fuzz", "P-fuzz", "MOTHER"),
                        service.doctor(hospital, "D-fuzz"),
                        service.staff(hospital, "S-fuzz"),
                        service.supervisor(hospital, "U-fuzz")));
    }

    /** Calls with these tokens too. */
    public Fuzz andAs(String... more) {
        return new Fuzz(service, Stream.concat(tokens.stream(), Stream.of(more)).toList());
    }

    /** Sends so many requests, one after the other, and fails with those that broke something. */
    public void run(long seed, int requests) {
        RandomRequests source = new RandomRequests(
                seed, service.get(tokens.getFirst(), "/v3/api-docs").is(200).json(), tokens);
        Map<Integer, Integer> answers = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < requests && broken.size() < SHOWN; i++) {
            byte[] request = source.next();
            Heard heard = Heard.during(() -> exchange(request));
            int status = status(heard.answer());
            answers.merge(status, 1, Integer::sum);
            String fault =
                    fault(new String(request, 0, Math.min(5, request.length), StandardCharsets.UTF_8), status, heard);
            if (!fault.isEmpty()) {
                broken.add("request " + i + " of seed " + seed + ": " + fault + "\n"
                        + shortened(new String(request, StandardCharsets.UTF_8)) + "\n-> "
                        + shortened(heard.answer()));
            }
        }
        assertThat(broken).as("answers by status: %s", answers).isEmpty();
        assertThat(answers.keySet()).as("some requests get far").anyMatch(status -> status < 300);
    }

    private static String fault(String method, int status, Heard heard) {
        if (status == 0) {
            return "no answer";
        }
        if (status == 500) {
            return "answered 500";
        }
        if (status >= 400
                && !method.startsWith("HEAD ")
                && !PROBLEM.matcher(heard.answer()).find()) {
            return "refused, and not as a problem";
        }
        return heard.log().contains("stack_trace") || heard.log().contains("\tat ") ? "a stack trace in the log" : "";
    }

    private static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** Returns all bytes until the service hangs up; empty when none come. */
    private String exchange(byte[] request) {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            try {
                for (int read = socket.getInputStream().read(buffer);
                        read >= 0;
                        read = socket.getInputStream().read(buffer)) {
                    answer.write(buffer, 0, read);
                }
            } catch (SocketTimeoutException e) {
                return "";
            } catch (IOException _) {
                // Hung up without reading the rest of the request; the answer may be there already.
            }
            return GO_ON.matcher(answer.toString(StandardCharsets.UTF_8)).replaceFirst("");
        } catch (IOException e) {
            return "";
        }
    }

    private static String shortened(String text) {
        String shown = text.replaceAll("Bearer ey[^\r\n]*", "Bearer …");
        return shown.length() <= 600 ? shown : shown.substring(0, 600) + "…";
    }

    /** An answer, and the log meanwhile. */
    private record Heard(String answer, String log) {

        static Heard during(java.util.function.Supplier<String> call) {
            PrintStream out = System.out;
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            System.setOut(new PrintStream(new Both(out, log), true, StandardCharsets.UTF_8));
            try {
                return new Heard(call.get(), log.toString(StandardCharsets.UTF_8));
            } finally {
                System.setOut(out);
            }
        }
    }

    /** Writes to both. */
    private static final class Both extends OutputStream {

        private final OutputStream one;
        private final OutputStream other;

        Both(OutputStream one, OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            one.write(b);
            other.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            one.write(bytes, from, length);
            other.write(bytes, from, length);
        }
    }
}
