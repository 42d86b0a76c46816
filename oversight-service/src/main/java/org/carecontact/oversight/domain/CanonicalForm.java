package org.carecontact.oversight.domain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a block's hash is taken over. Every field in a fixed order; numbers and times (ms) as 8 bytes, big
 * endian; texts as UTF-8 behind their length, lists behind their count; what is absent as length -1.
 */
final class CanonicalForm {

    private static final String VERSION = "carecontact-ledger-1";

    private final DataOutputStream out;

    private CanonicalForm(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    static String hash(Block block) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            var form = new CanonicalForm(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            form.block(block);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of one entry. */
    static int size(Entry entry) {
        try {
            var bytes = new ByteArrayOutputStream(512);
            new CanonicalForm(bytes).entry(entry);
            return bytes.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void block(Block block) throws IOException {
        text(VERSION);
        text(block.previous());
        text(block.chain().topic());
        out.writeLong(block.chain().partition());
        out.writeLong(block.number());
        out.writeLong(block.from());
        out.writeLong(block.to());
        time(block.recordedAt());
        out.writeLong(block.entries().size());
        for (Entry entry : block.entries()) {
            entry(entry);
        }
        out.flush();
    }

    private void entry(Entry entry) throws IOException {
        out.writeLong(entry.offset());
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

    private void text(@Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void texts(List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    private void number(@Nullable Long number) throws IOException {
        out.writeInt(number == null ? -1 : Long.BYTES);
        if (number != null) {
            out.writeLong(number);
        }
    }

    private void time(@Nullable Instant time) throws IOException {
        number(time == null ? null : time.toEpochMilli());
    }
}
