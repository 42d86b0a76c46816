package org.carecontact.gateway.hl7v2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What came in one MLLP block: a message, or a batch of them (HL7 v2.5, 2.10.3).
 *
 * @param head FHS and BHS as they came, in ISO 8859-1; empty when it is no batch
 */
public record Block(List<String> head, List<byte[]> messages) {

    private static final int VERTICAL_TAB = 0x0b;

    /** Takes a block apart; no character of GB 18030 or UTF-8 has a CR or LF in it. */
    public static Block of(byte[] bytes) {
        byte[] block = withoutNoise(bytes);
        if (!begins(block, 0, "BHS") && !begins(block, 0, "FHS")) {
            return new Block(List.of(), List.of(block));
        }
        List<String> head = new ArrayList<>();
        List<byte[]> messages = new ArrayList<>();
        int message = -1;
        int line = 0;
        for (int i = 0; i <= block.length; i++) {
            if (i < block.length && block[i] != '\r' && block[i] != '\n') {
                continue;
            }
            boolean isHead = begins(block, line, "BHS") || begins(block, line, "FHS");
            boolean isEnd = isHead || begins(block, line, "BTS") || begins(block, line, "FTS");
            if (message >= 0 && (isEnd || begins(block, line, "MSH"))) {
                messages.add(Arrays.copyOfRange(block, message, line));
                message = -1;
            }
            if (isHead) {
                head.add(new String(Arrays.copyOfRange(block, line, i), StandardCharsets.ISO_8859_1));
            } else if (begins(block, line, "MSH")) {
                message = line;
            }
            line = i + 1;
        }
        if (message >= 0) {
            messages.add(Arrays.copyOfRange(block, message, block.length));
        }
        return new Block(head, messages);
    }

    public boolean isBatch() {
        return !head.isEmpty();
    }

    /** Whether a block begins here: a sender that was cut off begins anew without an end. */
    public static boolean beginsAt(byte[] bytes, int place) {
        int start = place;
        while (start < bytes.length && isNoise(bytes[start])) {
            start++;
        }
        return begins(bytes, start, "MSH") || begins(bytes, start, "BHS") || begins(bytes, start, "FHS");
    }

    /** Whether a byte that frames blocks stands within a message. */
    public static boolean hasFraming(byte[] message) {
        for (byte b : message) {
            if (b == VERTICAL_TAB) {
                return true;
            }
        }
        return false;
    }

    private static byte[] withoutNoise(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && isNoise(bytes[start])) {
            start++;
        }
        return start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
    }

    /** Line ends, spaces, and the byte order mark of UTF-8. */
    private static boolean isNoise(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
    }

    private static boolean begins(byte[] bytes, int place, String name) {
        return bytes.length >= place + 3
                && bytes[place] == name.charAt(0)
                && bytes[place + 1] == name.charAt(1)
                && bytes[place + 2] == name.charAt(2);
    }
}
