package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.llp.HL7Reader;
import ca.uhn.hl7v2.llp.HL7Writer;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.llp.LowerLayerProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.carecontact.gateway.adt.Charsets;
import org.carecontact.gateway.adt.Header;
import org.carecontact.gateway.adt.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One connection (HL7 MLLP, release 1): one message at a time, in order. It stops messages that are too large, too slow
 * or undecodable.
 */
final class MllpLine extends LowerLayerProtocol implements HL7Reader, HL7Writer {

    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int CR = 0x0d;
    private static final int LF = 0x0a;
    private static final int EOF = -1;
    private static final int LOOK_UP_EVERY_MILLIS = 1000;
    private static final int MOST_NOISE = 1024;
    private static final int DISCARDED_AT_MOST = 64;

    private final Socket socket;
    private final GatewayProperties.Mllp limits;
    private final Feed feed;
    private final Semaphore turn = new Semaphore(1);
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private int noise;
    private long quietSince = System.nanoTime();
    private volatile Charset spoken = StandardCharsets.UTF_8;

    MllpLine(Socket socket, GatewayProperties.Mllp limits, Feed feed) {
        this.socket = socket;
        this.limits = limits;
        this.feed = feed;
    }

    @Override
    public HL7Reader getReader(InputStream in) {
        return this;
    }

    @Override
    public HL7Writer getWriter(OutputStream out) {
        return this;
    }

    /** Returns the next message; null when there is none yet or it was answered here already. */
    @Override
    public @Nullable String getMessage() throws LLPException, IOException {
        awaitTurn();
        String text = null;
        try {
            if (awaitStart()) {
                text = read();
            }
            return text;
        } finally {
            if (text == null) {
                turn.release();
            }
        }
    }

    @Override
    public void writeMessage(String message) throws IOException {
        try {
            send(message);
        } finally {
            turn.release();
        }
    }

    /** The sender waits for an answer before its next message; if it does not, it waits in the socket. */
    private void awaitTurn() throws LLPException {
        try {
            if (!turn.tryAcquire(1, TimeUnit.MINUTES)) {
                throw closed("unanswered");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LLPException("stopped");
        }
    }

    /** Returns whether a message begins; false after a while without one. */
    private boolean awaitStart() throws LLPException, IOException {
        try {
            while (true) {
                int b = next(LOOK_UP_EVERY_MILLIS);
                if (b == START) {
                    return true;
                }
                if (b == EOF) {
                    throw new SocketException("closed by the sender");
                }
                if (b != CR && b != LF && ++noise > MOST_NOISE) {
                    throw closed("no MLLP");
                }
            }
        } catch (SocketTimeoutException _) {
            long quiet = System.nanoTime() - quietSince;
            if (quiet > limits.idleTimeout().toNanos()) {
                throw new SocketException("idle");
            }
            if (noise > 0 && quiet > limits.messageTimeout().toNanos()) {
                throw closed("no MLLP");
            }
            return false;
        }
    }

    private @Nullable String read() throws LLPException, IOException {
        byte[] message = frame();
        noise = 0;
        quietSince = System.nanoTime();
        Header header = Header.of(Charsets.header(message));
        try {
            if (message.length > limits.largestMessage().toBytes()) {
                throw new Refusal(
                        ErrorCode.APPLICATION_INTERNAL_ERROR,
                        "MSH",
                        0,
                        "A message has at most " + limits.largestMessage().toBytes() + " bytes");
            }
            Charset charset = Charsets.of(header, feed.sender().charset());
            spoken = charset;
            // CR ends a segment; senders that write lines are understood too.
            return Charsets.decode(message, charset).replace("\r\n", "\r").replace('\n', '\r');
        } catch (Refusal refusal) {
            send(feed.refuse(header, refusal.fault()));
            return null;
        }
    }

    /** Reads the bytes between start and end; of a message that is too large, only enough to notice it. */
    private byte[] frame() throws LLPException, IOException {
        long deadline = System.nanoTime() + limits.messageTimeout().toNanos();
        long largest = limits.largestMessage().toBytes();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        long size = 0;
        try {
            while (true) {
                int b = nextBefore(deadline);
                if (b == START) {
                    message.reset(); // the sender began anew
                    size = 0;
                } else if (b == END) {
                    int after = nextBefore(deadline);
                    if (after != CR) {
                        throw closed("no end");
                    }
                    return message.toByteArray();
                } else if (++size > largest * DISCARDED_AT_MOST) {
                    throw closed("endless");
                } else if (size <= largest + 1) {
                    message.write(b);
                }
            }
        } catch (SocketTimeoutException _) {
            throw closed("too slow");
        }
    }

    private int nextBefore(long deadline) throws LLPException, IOException {
        if (position == filled) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new SocketTimeoutException();
            }
            int b = next((int) millis);
            if (b == EOF) {
                throw closed("cut off");
            }
            return b;
        }
        return next(1);
    }

    private int next(int timeoutMillis) throws IOException {
        if (position == filled) {
            socket.setSoTimeout(timeoutMillis);
            filled = Math.max(0, socket.getInputStream().read(buffer));
            position = 0;
            if (filled == 0) {
                return EOF;
            }
        }
        return buffer[position++] & 0xff;
    }

    private void send(String message) throws IOException {
        byte[] body = message.getBytes(spoken);
        byte[] block = new byte[body.length + 3];
        block[0] = START;
        System.arraycopy(body, 0, block, 1, body.length);
        block[body.length + 1] = END;
        block[body.length + 2] = CR;
        OutputStream out = socket.getOutputStream();
        out.write(block);
        out.flush();
    }

    private LLPException closed(String why) {
        feed.meters().unframed();
        return new LLPException(why);
    }

    @Override
    public void setInputStream(InputStream in) {
        throw new UnsupportedOperationException("a line has one socket");
    }

    @Override
    public void setOutputStream(OutputStream out) {
        throw new UnsupportedOperationException("a line has one socket");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
