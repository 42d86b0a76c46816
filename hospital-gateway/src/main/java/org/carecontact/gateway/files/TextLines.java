package org.carecontact.gateway.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of text that end with LF or CR LF; empty ones are counted and passed over, and so is a byte order mark. */
final class TextLines implements Lines {

    /** As long as a body may be that comes by HTTP. */
    static final int LONGEST = 1024 * 1024;

    private static final int BUFFER = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private long number;

    TextLines(Path file) throws IOException {
        this(Files.newInputStream(file));
    }

    TextLines(InputStream file) {
        in = new BufferedInputStream(file, BUFFER);
    }

    @Override
    public @Nullable Line next() throws IOException {
        for (Line line = read(); line != null; line = read()) {
            if (!isEmpty(line.bytes())) {
                return line;
            }
        }
        return null;
    }

    private @Nullable Line read() throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isCut = false;
        while (b >= 0 && b != '\n') {
            if (line.size() < LONGEST) {
                line.write(b);
            } else {
                isCut |= b != '\r';
            }
            b = in.read();
        }
        return new Line(number, plain(line.toByteArray(), number == 1), isCut);
    }

    private static byte[] plain(byte[] line, boolean isFirst) {
        boolean isMarked = isFirst
                && line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length, line, 0, BYTE_ORDER_MARK.length);
        int from = isMarked ? BYTE_ORDER_MARK.length : 0;
        int until = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return Arrays.copyOfRange(line, from, until);
    }

    private static boolean isEmpty(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
