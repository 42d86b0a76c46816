package org.carecontact.oversight.ledger;

import com.mongodb.MongoClientSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.codecs.BsonTypeClassMap;
import org.bson.codecs.CollectionCodecProvider;
import org.bson.codecs.DocumentCodecProvider;
import org.bson.codecs.IterableCodecProvider;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Summary;
import org.jspecify.annotations.Nullable;

/** Turns blocks into Mongo documents and back. */
public final class BlockDocuments {

    private static final BsonTypeClassMap TYPES = new BsonTypeClassMap(Map.of(BsonType.DATE_TIME, Instant.class));

    /** Reads times as instants. */
    public static final CodecRegistry CODECS = CodecRegistries.fromRegistries(
            CodecRegistries.fromProviders(
                    new DocumentCodecProvider(TYPES),
                    new CollectionCodecProvider(TYPES),
                    new IterableCodecProvider(TYPES)),
            MongoClientSettings.getDefaultCodecRegistry());

    private BlockDocuments() {}

    public static Document document(Block block) {
        return new Document("_id", block.chain().block(block.number()))
                .append("topic", block.chain().topic())
                .append("partition", block.chain().partition())
                .append("number", block.number())
                .append("previous", block.previous())
                .append("recordedAt", block.recordedAt())
                .append("from", block.from())
                .append("to", block.to())
                .append("count", block.entries().size())
                .append("newest", block.newest())
                .append(
                        "entries",
                        block.entries().stream().map(BlockDocuments::document).toList())
                .append("hash", block.hash());
    }

    /** Returns the block; empty when the document is not exactly in the form in which blocks are stored. */
    static Optional<Block> block(Document document) {
        try {
            Block block = new Block(
                    new ChainId(document.getString("topic"), document.getInteger("partition")),
                    document.getLong("number"),
                    document.getString("previous"),
                    document.get("recordedAt", Instant.class),
                    document.getList("entries", Document.class).stream()
                            .map(BlockDocuments::entry)
                            .toList(),
                    document.getString("hash"));
            return document(block).equals(document) ? Optional.of(block) : Optional.empty();
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static Entry entry(Document document) {
        return new Entry(
                document.getLong("offset"),
                document.getString("id"),
                document.getString("type"),
                document.getString("key"),
                document.getString("source"),
                document.getString("subject"),
                document.getLong("sequence"),
                document.get("at", Instant.class),
                document.getString("sha256"),
                new Summary(
                        document.getString("hospital"),
                        document.getString("request"),
                        document.getString("outcome"),
                        document.getList("reasons", String.class, List.of()),
                        document.getList("alternatives", String.class, List.of()),
                        document.getString("scene"),
                        document.getString("institutionType"),
                        document.getString("purpose"),
                        document.get("submittedAt", Instant.class)));
    }

    private static Document document(Entry entry) {
        Summary summary = entry.summary();
        Document document = new Document("offset", entry.offset());
        put(document, "id", entry.id());
        document.append("type", entry.type());
        put(document, "key", entry.key());
        put(document, "source", entry.source());
        put(document, "subject", entry.subject());
        put(document, "sequence", entry.sequence());
        document.append("at", entry.at());
        put(document, "sha256", entry.sha256());
        put(document, "hospital", summary.hospital());
        put(document, "request", summary.request());
        put(document, "outcome", summary.outcome());
        put(document, "reasons", summary.reasons().isEmpty() ? null : summary.reasons());
        put(document, "alternatives", summary.alternatives().isEmpty() ? null : summary.alternatives());
        put(document, "scene", summary.scene());
        put(document, "institutionType", summary.institutionType());
        put(document, "purpose", summary.purpose());
        put(document, "submittedAt", summary.submittedAt());
        return document;
    }

    private static void put(Document document, String name, @Nullable Object value) {
        if (value != null) {
            document.append(name, value);
        }
    }
}
