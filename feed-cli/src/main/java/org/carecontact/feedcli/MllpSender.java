package org.carecontact.feedcli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends messages by MLLP (release 1), one after the other. */
final class MllpSender implements AutoCloseable {

    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int CR = 0x0d;
    private static final int CONNECTS_MILLIS = 3_000;
    private static final int ANSWERS_MILLIS = 30_000;

    private final Socket socket = new Socket();

    MllpSender(String host, int port) throws IOException {
        socket.connect(new InetSocketAddress(host, port), CONNECTS_MILLIS);
        socket.setSoTimeout(ANSWERS_MILLIS);
    }

    /**
     * Sends one message and returns the answer.
     *
     * @throws EOFException when the line was closed without one: the message may be sent again
     */
    byte[] exchange(byte[] message) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(START);
        block.writeBytes(message);
        block.write(END);
        block.write(CR);
        socket.getOutputStream().write(block.toByteArray());
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int b = in.read(); b != END; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the line was closed without an answer");
            }
            if (b != START && !(b == CR && answer.size() == 0)) {
                answer.write(b);
            }
        }
        return answer.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
