package org.carecontact.gateway.mllp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.carecontact.gateway.feeds.FeedMeters;
import org.carecontact.gateway.hl7v2.Block;

/**
 * One connection (HL7 MLLP, release 1): one message at a time, in order. It stops messages that are too large, too slow
 * or unframed.
 */
final class MllpLine implements Runnable {

    /** Why a connection ends. */
    private static final class Ended extends IOException {
        private static final long serialVersionUID = 1L;

        Ended(String why) {
            super(why);
        }
    }

    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int CR = 0x0d;
    private static final int LF = 0x0a;
    private static final int EOF = -1;
    private static final int MOST_NOISE = 1024;
    private static final int DISCARDED_AT_MOST = 64;

    private final Socket socket;
    private final MllpProperties limits;
    private final FeedMeters meters;
    private final Conversation conversation;
    private final byte[] buffer = new byte[8192];
    private final long since = System.nanoTime();
    private int position;
    private int filled;
    private boolean heard;

    MllpLine(Socket socket, MllpProperties limits, FeedMeters meters, Conversation conversation) {
        this.socket = socket;
        this.limits = limits;
        this.meters = meters;
        this.conversation = conversation;
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                awaitStart();
                Answer answer = conversation.answer(frame(), limits.largestMessage());
                heard = true;
                for (byte[] block : answer.blocks()) {
                    send(block);
                }
                open = !answer.closes();
            }
        } catch (IOException _) {
            // Ended by the sender, by a limit, or by a stop; what was not acknowledged comes again.
        } finally {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone anyway.
        }
    }

    /** Returns when a message begins. */
    private void awaitStart() throws IOException {
        long quietSince = System.nanoTime();
        int noise = 0;
        try {
            while (true) {
                long deadline = quietSince + limits.idleTimeout().toNanos();
                if (!heard) {
                    deadline = Math.min(
                            deadline, since + limits.firstMessageTimeout().toNanos());
                }
                if (noise > 0) {
                    deadline = Math.min(
                            deadline, quietSince + limits.messageTimeout().toNanos());
                }
                int b = nextBefore(deadline);
                if (b == START) {
                    return;
                }
                if (b == EOF) {
                    throw new Ended("closed by the sender");
                }
                if (b != CR && b != LF && ++noise > MOST_NOISE) {
                    throw unframed("no MLLP");
                }
            }
        } catch (SocketTimeoutException _) {
            throw noise > 0 ? unframed("no MLLP") : new Ended("idle");
        }
    }

    /** Reads the bytes between start and end; of a message that is too large, only enough to notice it. */
    private byte[] frame() throws IOException {
        long deadline = System.nanoTime() + limits.messageTimeout().toNanos();
        if (!heard) {
            deadline = Math.min(deadline, since + limits.firstMessageTimeout().toNanos());
        }
        long largest = limits.largestMessage().toBytes();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int restart = -1;
        long size = 0;
        try {
            while (true) {
                int b = nextBefore(deadline);
                if (b == EOF) {
                    throw unframed("cut off");
                }
                if (b == END) {
                    if (isFollowedByText()) {
                        throw unframed("no end");
                    }
                    return begunLast(message.toByteArray(), restart);
                }
                if (++size > largest * DISCARDED_AT_MOST) {
                    throw unframed("endless");
                }
                if (b == START) {
                    restart = message.size() + 1;
                }
                if (size <= largest + 1) {
                    message.write(b);
                }
            }
        } catch (SocketTimeoutException _) {
            throw unframed("too slow");
        }
    }

    /** Many senders leave out the CR behind the end, or send LF; anything else shows that the end was none. */
    private boolean isFollowedByText() {
        int next = position < filled ? buffer[position] & 0xff : CR;
        return next != CR && next != LF && next != START;
    }

    /** A sender that was cut off may begin anew; a stray 0x0B within a message begins nothing. */
    private static byte[] begunLast(byte[] bytes, int restart) {
        return restart > 0 && restart <= bytes.length && Block.beginsAt(bytes, restart)
                ? Arrays.copyOfRange(bytes, restart, bytes.length)
                : bytes;
    }

    private int nextBefore(long deadline) throws IOException {
        if (position == filled) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
            filled = Math.max(0, socket.getInputStream().read(buffer));
            position = 0;
            if (filled == 0) {
                return EOF;
            }
        }
        return buffer[position++] & 0xff;
    }

    private void send(byte[] body) throws IOException {
        byte[] block = new byte[body.length + 3];
        block[0] = START;
        System.arraycopy(body, 0, block, 1, body.length);
        block[body.length + 1] = END;
        block[body.length + 2] = CR;
        OutputStream out = socket.getOutputStream();
        out.write(block);
        out.flush();
    }

    private Ended unframed(String why) {
        meters.unframed();
        return new Ended(why);
    }
}
