package org.carecontact.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One connection of a hospital: one message at a time, each after the answer to the one before. */
sealed interface FeedLine extends AutoCloseable {

    /** Sends a message and waits for its answer; an answer other than that it was taken is an IOException. */
    void send(byte[] message) throws IOException;

    @Override
    void close() throws IOException;

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(60).toMillis()));
        return socket;
    }

    /** HL7 v2 by MLLP. */
    final class Mllp implements FeedLine {

        private static final int START = 0x0b;
        private static final int END = 0x1c;
        private static final int CR = 0x0d;

        private final Socket socket;
        private final InputStream in;

        Mllp(int port) throws IOException {
            socket = connected(port);
            in = new BufferedInputStream(socket.getInputStream());
        }

        @Override
        public void send(byte[] message) throws IOException {
            byte[] framed = new byte[message.length + 3];
            framed[0] = START;
            System.arraycopy(message, 0, framed, 1, message.length);
            framed[message.length + 1] = END;
            framed[message.length + 2] = CR;
            socket.getOutputStream().write(framed);
            ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
            for (int b = in.read(); b != END; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("the line was closed without an answer");
                }
                answer.write(b);
            }
            var _ = in.read(); // the CR behind it
            String text = answer.toString(StandardCharsets.UTF_8);
            if (!text.contains("MSA|AA")) {
                throw new IOException("answered " + text.replace('\r', '\n'));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** FHIR by HTTP/1.1; a connection is kept as long as the server keeps it. A client library would cost too much. */
    final class Fhir implements FeedLine {

        private final int port;
        private Socket socket;
        private InputStream in;

        Fhir(int port) throws IOException {
            this.port = port;
            socket = connected(port);
            in = new BufferedInputStream(socket.getInputStream());
        }

        @Override
        public void send(byte[] message) throws IOException {
            byte[] head = ("POST /fhir HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/fhir+json\r\n"
                            + "Content-Type: application/fhir+json\r\nContent-Length: " + message.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] whole = new byte[head.length + message.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(message, 0, whole, head.length, message.length);
            socket.getOutputStream().write(whole);
            String status = line();
            long length = 0;
            boolean chunked = false;
            boolean last = false;
            for (String field = line(); !field.isEmpty(); field = line()) {
                String lower = field.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(
                            lower.substring("content-length:".length()).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
                last |= lower.startsWith("connection:") && lower.contains("close");
            }
            String body = chunked ? chunks() : text(length);
            if (last) {
                socket.close();
                socket = connected(port);
                in = new BufferedInputStream(socket.getInputStream());
            }
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("answered " + status + " " + body);
            }
        }

        private String chunks() throws IOException {
            StringBuilder all = new StringBuilder();
            while (true) {
                int size = Integer.parseInt(line().strip(), 16);
                all.append(text(size));
                line();
                if (size == 0) {
                    return all.toString();
                }
            }
        }

        private String text(long length) throws IOException {
            return new String(in.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("the connection was closed without an answer");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
