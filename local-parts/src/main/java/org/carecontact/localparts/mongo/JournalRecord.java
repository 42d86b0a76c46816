package org.carecontact.localparts.mongo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Encodes one change: length, checksum, type, map, key, value. */
record JournalRecord(Type type, int map, byte[] key, byte[] value) {

    enum Type {
        PUT,
        REMOVE,
        /** The value is the name that the map has from now on. */
        NAME,
        DROP
    }

    /** The length and checksum of the bytes after them. */
    static final int PREFIX = 8;

    private static final int HEADER = PREFIX + 1 + 4 + 4;
    private static final Type[] TYPES = Type.values();

    static JournalRecord put(int map, Object key, byte[] value) {
        return new JournalRecord(Type.PUT, map, Bson.encodeKey(key), value);
    }

    static JournalRecord remove(int map, Object key) {
        return new JournalRecord(Type.REMOVE, map, Bson.encodeKey(key), new byte[0]);
    }

    static JournalRecord name(int map, String name) {
        return new JournalRecord(Type.NAME, map, new byte[0], name.getBytes(StandardCharsets.UTF_8));
    }

    static JournalRecord drop(int map) {
        return new JournalRecord(Type.DROP, map, new byte[0], new byte[0]);
    }

    int length() {
        return HEADER + key.length + value.length;
    }

    /** The offset from the start of the record. */
    int offsetOfValue() {
        return HEADER + key.length;
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        bytes.putInt(length() - PREFIX).putInt(0);
        bytes.put((byte) type.ordinal()).putInt(map).putInt(key.length).put(key).put(value);
        bytes.putInt(4, checksum(bytes.slice(PREFIX, length() - PREFIX)));
        return bytes.flip();
    }

    /** Reads the bytes after the prefix; their checksum was right. */
    static JournalRecord decode(ByteBuffer body) {
        Type type = TYPES[body.get()];
        int map = body.getInt();
        byte[] key = new byte[body.getInt()];
        body.get(key);
        byte[] value = new byte[body.remaining()];
        body.get(value);
        return new JournalRecord(type, map, key, value);
    }

    static int checksum(ByteBuffer body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return (int) checksum.getValue();
    }

    String text() {
        return new String(value, StandardCharsets.UTF_8);
    }
}
