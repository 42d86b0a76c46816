package org.carecontact.oversight.ledger.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a block's hash is computed from. Fields have a fixed order; numbers and times (ms) are 8 bytes, big
 * endian; texts are UTF-8 after their length (4 bytes), lists follow their count; an absent value has length -1.
 */
final class CanonicalForm {

    private static final String VERSION = "carecontact-ledger-1";

    private final Consumer<byte[]> out;

    private CanonicalForm(Consumer<byte[]> out) {
        this.out = out;
    }

    static String hash(Block block) {
        return hash(form -> form.block(block));
    }

    static String hash(List<String> texts) {
        return hash(form -> form.texts(texts));
    }

    private static String hash(Consumer<CanonicalForm> write) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            write.accept(new CanonicalForm(sha256::update));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the size of one entry in bytes. */
    static int size(Entry entry) {
        AtomicInteger size = new AtomicInteger();
        new CanonicalForm(bytes -> size.addAndGet(bytes.length)).entry(entry);
        return size.get();
    }

    private void block(Block block) {
        text(VERSION);
        text(block.previous());
        text(block.chain().topic());
        long64(block.chain().partition());
        long64(block.number());
        long64(block.from());
        long64(block.to());
        time(block.recordedAt());
        long64(block.entries().size());
        for (Entry entry : block.entries()) {
            entry(entry);
        }
    }

    private void entry(Entry entry) {
        long64(entry.offset());
        text(entry.id());
        text(entry.type());
        text(entry.key());
        text(entry.source());
        text(entry.subject());
        number(entry.sequence());
        time(entry.at());
        text(entry.sha256());
        Summary summary = entry.summary();
        text(summary.hospital());
        text(summary.request());
        text(summary.outcome());
        texts(summary.reasons());
        texts(summary.alternatives());
        text(summary.scene());
        text(summary.institutionType());
        text(summary.purpose());
        time(summary.submittedAt());
    }

    private void text(@Nullable String text) {
        if (text == null) {
            int32(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int32(bytes.length);
        out.accept(bytes);
    }

    private void texts(List<String> texts) {
        int32(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    private void number(@Nullable Long number) {
        int32(number == null ? -1 : Long.BYTES);
        if (number != null) {
            long64(number);
        }
    }

    private void time(@Nullable Instant time) {
        number(time == null ? null : time.toEpochMilli());
    }

    private void long64(long number) {
        out.accept(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private void int32(int number) {
        out.accept(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
