package org.carecontact.feedcli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carecontact.gateway.hl7v2.Block;

/** The HL7 v2 messages of a file: one, several behind each other, a batch, or what was recorded of an MLLP connection. */
final class MessageFile {

    private static final byte START = 0x0b;
    private static final byte END = 0x1c;

    private MessageFile() {}

    /** The messages, without framing and batch segments, in their order; what is none is one that can't be read. */
    static List<byte[]> messages(byte[] file) {
        List<byte[]> messages = new ArrayList<>();
        for (byte[] block : blocks(file)) {
            Block taken = Block.of(block);
            if (taken.isBatch()) {
                messages.addAll(taken.messages());
            } else {
                messages.addAll(split(block));
            }
        }
        return messages;
    }

    /** What is framed; the whole file where nothing is. */
    private static List<byte[]> blocks(byte[] file) {
        List<byte[]> blocks = new ArrayList<>();
        int from = -1;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == START && from < 0) {
                from = i + 1;
            } else if (file[i] == END && from >= 0) {
                blocks.add(Arrays.copyOfRange(file, from, i));
                from = -1;
            }
        }
        if (from >= 0) {
            blocks.add(Arrays.copyOfRange(file, from, file.length)); // cut off
        }
        return blocks.isEmpty() ? List.of(file) : blocks;
    }

    /** Each MSH at the beginning of a line begins a message. */
    private static List<byte[]> split(byte[] block) {
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < block.length; i++) {
            if ((block[i - 1] == '\r' || block[i - 1] == '\n') && isHeader(block, i)) {
                add(messages, block, from, i);
                from = i;
            }
        }
        add(messages, block, from, block.length);
        return messages;
    }

    private static boolean isHeader(byte[] block, int place) {
        return block.length > place + 3
                && block[place] == 'M'
                && block[place + 1] == 'S'
                && block[place + 2] == 'H'
                && !Character.isLetterOrDigit(block[place + 3]);
    }

    private static void add(List<byte[]> messages, byte[] block, int from, int until) {
        int end = until;
        while (end > from && block[end - 1] <= ' ' && block[end - 1] >= 0) {
            end--;
        }
        if (end > from) {
            messages.add(
                    Block.of(Arrays.copyOfRange(block, from, end)).messages().getFirst());
        }
    }
}
