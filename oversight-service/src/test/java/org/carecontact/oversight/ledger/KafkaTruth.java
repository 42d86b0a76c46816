package org.carecontact.oversight.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Topic;

/** Compares a ledger with the topics themselves: every record once, in order, with the hash of its value. */
public final class KafkaTruth {

    private KafkaTruth() {}

    /** Offset and hash of everything on the topics, per partition. */
    static Map<String, List<String>> topics() {
        Map<String, List<String>> all = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            all.computeIfAbsent(record.topic() + "/" + record.partition(), _ -> new ArrayList<>())
                    .add(record.offset() + " " + (record.value() == null ? null : sha256(record.value())));
        }
        return all;
    }

    /** The first value under this key. */
    public static byte[] value(String topic, String key) {
        return Topic.of(topic).records(key).getFirst().value();
    }

    /** Everything on the topics so far. */
    static List<ConsumerRecord<byte[], byte[]>> records() {
        return Topics.ofServices().stream()
                .flatMap(topic -> Topic.of(topic).records().stream())
                .toList();
    }

    /** The same of the ledger; fails when block numbers have holes. */
    static Map<String, List<String>> ledger(MongoCollection<Document> blocks) {
        Map<String, TreeMap<Long, Document>> chains = new TreeMap<>();
        for (Document block : blocks.find()) {
            ChainId.Numbered at = ChainId.parse(block.getString("_id")).orElseThrow();
            chains.computeIfAbsent(at.chain().topic() + "/" + at.chain().partition(), _ -> new TreeMap<>())
                    .put(at.number(), block);
        }
        Map<String, List<String>> all = new TreeMap<>();
        chains.forEach((chain, numbered) -> {
            assertThat(numbered.lastKey()).isEqualTo(numbered.size() - 1L);
            List<String> entries = new ArrayList<>();
            numbered.values()
                    .forEach(block -> block.getList("entries", Document.class)
                            .forEach(entry -> entries.add(entry.getLong("offset") + " " + entry.getString("sha256"))));
            all.put(chain, entries);
        });
        return all;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
