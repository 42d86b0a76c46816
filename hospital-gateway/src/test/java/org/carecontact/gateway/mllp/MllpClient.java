package org.carecontact.gateway.mllp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The raw side of a connection: whatever bytes a test wants to send. */
final class MllpClient implements AutoCloseable {

    /** What came back, by field. */
    record Answer(List<List<String>> segments) {

        static Answer of(String text) {
            String separator = text.length() > 3 ? text.substring(3, 4) : "|";
            return new Answer(Arrays.stream(text.split("\r"))
                    .map(segment -> List.of(segment.split(Pattern.quote(separator), -1)))
                    .toList());
        }

        String field(String segment, int number) {
            int place = segment.equals("MSH") ? number - 1 : number;
            return segments.stream()
                    .filter(one -> one.getFirst().equals(segment))
                    .findFirst()
                    .map(one -> one.size() > place ? one.get(place) : "")
                    .orElse("");
        }

        String code() {
            return field("MSA", 1);
        }

        /** As {@code AR 101 PV1-19}. */
        String verdict() {
            if (field("ERR", 3).isEmpty()) {
                return code();
            }
            String[] place = field("ERR", 2).split("[\\^@]");
            return code() + " " + field("ERR", 3).split("[\\^@]")[0] + " " + place[0]
                    + (place.length > 2 ? "-" + place[2] : "");
        }
    }

    private final Socket socket;

    MllpClient(int port) {
        this(connected(port));
    }

    MllpClient(Socket connected) {
        try {
            socket = connected;
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connected(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer exchange(SampleMessage message) {
        return exchange(message.text());
    }

    Answer exchange(String text) {
        return exchange(text, StandardCharsets.UTF_8);
    }

    Answer exchange(String text, Charset charset) {
        write(block(text.getBytes(charset)));
        return receive();
    }

    static byte[] block(byte[] message) {
        byte[] block = new byte[message.length + 3];
        block[0] = 0x0b;
        System.arraycopy(message, 0, block, 1, message.length);
        block[message.length + 1] = 0x1c;
        block[message.length + 2] = 0x0d;
        return block;
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String bytes) {
        write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next block. */
    Answer receive() {
        try {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            int b = socket.getInputStream().read();
            while (b != 0x1c) {
                if (b == -1) {
                    throw new IOException("closed");
                }
                if (b != 0x0b) {
                    block.write(b);
                }
                b = socket.getInputStream().read();
            }
            int end = socket.getInputStream().read();
            if (end != 0x0d) {
                throw new IOException("no block end");
            }
            return Answer.of(block.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side closed without another word. */
    boolean closedByServer() {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
