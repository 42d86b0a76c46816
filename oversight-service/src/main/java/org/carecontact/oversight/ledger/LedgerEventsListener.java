package org.carecontact.oversight.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/** Puts every batch into the ledger and reads on from its end, whatever offsets Kafka has committed. */
@Component
class LedgerEventsListener implements ConsumerSeekAware {

    private final RecordMapper records;
    private final Blocks blocks;
    private final Ledger ledger;
    private final Counter unreadable;
    private final AtomicLong lag = new AtomicLong();

    LedgerEventsListener(RecordMapper records, Blocks blocks, Ledger ledger, MeterRegistry meters) {
        this.records = records;
        this.blocks = blocks;
        this.ledger = ledger;
        unreadable = Metrics.counter(meters, Metric.LEDGER_UNREADABLE);
        Metrics.gauge(meters, Metric.LEDGER_LAG, lag, AtomicLong::get);
    }

    @KafkaListener(topics = {Topics.REQUESTS, Topics.CONSENTS, Topics.DECISIONS, Topics.NOTIFICATIONS, Topics.TERMS})
    void on(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer) {
        lag.set(behind(consumer) + batch.size());
        Map<ChainId, List<Entry>> arrived = new LinkedHashMap<>();
        int unread = 0;
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            Entry entry = records.entry(record);
            unread += entry.type().equals(Entry.UNREADABLE) ? 1 : 0;
            arrived.computeIfAbsent(new ChainId(record.topic(), record.partition()), _ -> new ArrayList<>())
                    .add(entry);
        }
        ledger.append(arrived);
        unreadable.increment(unread);
        lag.set(behind(consumer));
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> positions, ConsumerSeekCallback position) {
        ledger.forget(
                positions.keySet().stream().map(LedgerEventsListener::chain).toList());
        for (TopicPartition partition : positions.keySet()) {
            Head head = blocks.head(chain(partition));
            if (head.number() < 0) {
                position.seekToBeginning(partition.topic(), partition.partition());
            } else {
                position.seek(partition.topic(), partition.partition(), head.to() + 1);
            }
        }
    }

    private static long behind(Consumer<?, ?> consumer) {
        long behind = 0;
        for (TopicPartition partition : consumer.assignment()) {
            behind += consumer.currentLag(partition).orElse(0);
        }
        return behind;
    }

    private static ChainId chain(TopicPartition partition) {
        return new ChainId(partition.topic(), partition.partition());
    }
}
