package org.carecontact.localparts.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One file of the journal: records one after the other, written at the end only. */
final class Segment {

    static final String SUFFIX = ".journal";

    /** Sees a record and its place in the file. */
    interface Reader {
        void read(JournalRecord journalRecord, int offset);
    }

    private static final int CHUNK = 1 << 20;

    final int id;
    private final Path file;
    private final FileChannel channel;
    private volatile long size;

    private Segment(int id, Path file, FileChannel channel) throws IOException {
        this.id = id;
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    static Segment open(Path folder, int id) throws IOException {
        Path file = folder.resolve("%08d%s".formatted(id, SUFFIX));
        return new Segment(
                id,
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    long size() {
        return size;
    }

    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += channel.write(bytes, size);
        }
    }

    byte[] read(int offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(ByteBuffer.wrap(bytes), offset);
        return bytes;
    }

    /** Shows every complete record to the reader and returns the place of the first incomplete one. */
    long replay(Reader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long start = 0;
        while (true) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - start));
            fill(buffer, start);
            buffer.flip();
            int wanted = JournalRecord.PREFIX;
            while (buffer.remaining() >= JournalRecord.PREFIX) {
                int length = buffer.getInt(buffer.position());
                if (length < 9 || length > size - start - buffer.position() - JournalRecord.PREFIX) {
                    return start + buffer.position();
                }
                wanted = length + JournalRecord.PREFIX;
                if (buffer.remaining() < wanted) {
                    break;
                }
                int at = buffer.position();
                ByteBuffer body = buffer.slice(at + JournalRecord.PREFIX, length);
                if (JournalRecord.checksum(body.duplicate()) != buffer.getInt(at + 4)) {
                    return start + at;
                }
                reader.read(JournalRecord.decode(body), (int) (start + at));
                buffer.position(at + wanted);
                wanted = JournalRecord.PREFIX;
            }
            if (buffer.position() == 0 && buffer.limit() < wanted && start + buffer.limit() == size) {
                return start;
            }
            start += buffer.position();
            if (start == size) {
                return start;
            }
            if (wanted > buffer.capacity()) {
                buffer = ByteBuffer.allocate(wanted);
            }
        }
    }

    void truncate(long length) throws IOException {
        channel.truncate(length);
        size = length;
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    static @Nullable Integer idOf(Path file) {
        String name = file.getFileName().toString();
        return name.matches("\\d{8}" + SUFFIX.replace(".", "\\.")) ? Integer.valueOf(name.substring(0, 8)) : null;
    }

    private void fill(ByteBuffer buffer, long from) throws IOException {
        long position = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new IOException("%s ends at %d, before what was expected there".formatted(file, position));
            }
            position += read;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
