package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Turns documents and keys into bytes, with one form in which equal keys are equal. */
final class Bson {

    private Bson() {}

    static byte[] encode(Document document) {
        ByteBuf buffer = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    static byte[] encodeKey(Object key) {
        return encode(new Document("", key instanceof Missing ? null : key));
    }

    static Object decodeKey(byte[] bytes) {
        return Missing.ofNullable(decode(bytes).get(""));
    }

    /** MongoDB takes 1, 1L and 1.0 for the same key, and a missing value for null. */
    static Object key(@Nullable Object value) {
        return value instanceof String ? value : Missing.ofNullable(normalized(value));
    }

    static @Nullable Object normalized(@Nullable Object value) {
        return value instanceof String
                ? value
                : new KeyValue(new Object[] {value}).normalized().get(0);
    }
}
