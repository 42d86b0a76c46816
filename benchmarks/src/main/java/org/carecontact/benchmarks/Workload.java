package org.carecontact.benchmarks;

import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.sandbox.day.Meters;
import org.carecontact.sandbox.day.Stretch;
import org.carecontact.schemas.Metric;

/**
 * The load of a stretch of flows on the broker and the Mongo server, as the services counted it.
 *
 * @param records records sent to Kafka
 * @param sends produce requests that carried them
 * @param received records received by all consumers together
 * @param batches batches in which they were received
 * @param documents documents written
 * @param writes commands that wrote them
 * @param queries commands that read documents
 * @param reads documents that they brought
 * @param recordBytes the mean size of a record on the wire
 * @param samples documents as the services stored them, of every kind that the write path writes
 */
record Workload(
        long records,
        long sends,
        long received,
        long batches,
        long documents,
        long writes,
        long queries,
        long reads,
        int recordBytes,
        List<Document> samples) {

    private static final String SENT = "kafka_producer_record_send_total";
    private static final String SENT_BYTES = "kafka_producer_outgoing_byte_total";
    private static final String SEND_REQUESTS = "kafka_producer_request_total";
    // Clients count a topic whose name has dots twice, the second time with underscores.
    private static final String RECEIVED =
            "kafka_consumer_fetch_manager_records_consumed_total\\{[^}]*topic=\"[^\"_]*\"[^}]*}";
    private static final String BATCHES = "spring_kafka_listener_seconds_count";
    private static final String DOCUMENTS = Meters.name(Metric.DOCUMENT_WRITES);
    private static final String WRITES = Meters.name(Metric.DOCUMENT_WRITE_COMMANDS);

    private static final String QUERIES = Meters.name(Metric.DOCUMENT_QUERIES);
    private static final String READS = Meters.name(Metric.DOCUMENT_READS);

    static final List<String> METRICS =
            List.of(SENT, SENT_BYTES, SEND_REQUESTS, RECEIVED, BATCHES, DOCUMENTS, WRITES, QUERIES, READS);

    static Workload of(Stretch stretch, List<Document> samples) {
        Map<String, Double> counted = stretch.counted();
        return new Workload(
                number(counted, SENT),
                number(counted, SEND_REQUESTS),
                number(counted, RECEIVED),
                number(counted, BATCHES),
                number(counted, DOCUMENTS),
                number(counted, WRITES),
                number(counted, QUERIES),
                number(counted, READS),
                (int) (number(counted, SENT_BYTES) / number(counted, SENT)),
                samples);
    }

    /** Returns the same workload without its queries. */
    Workload withoutQueries() {
        return new Workload(records, sends, received, batches, documents, writes, 0, 0, recordBytes, samples);
    }

    private static long number(Map<String, Double> counted, String metric) {
        return Math.max(1, Math.round(counted.getOrDefault(metric, 0.0)));
    }
}
