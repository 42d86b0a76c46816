package org.carecontact.oversight.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The offsets that the ledger's consumer group has committed. */
@Component
class CommittedOffsets implements Consumed {

    private static final Logger log = LoggerFactory.getLogger(CommittedOffsets.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> configuration;
    private final String group;

    CommittedOffsets(KafkaAdmin kafka, @Value("${spring.kafka.consumer.group-id}") String group) {
        this.configuration = new HashMap<>(kafka.getConfigurationProperties());
        this.group = group;
    }

    @Override
    public Map<ChainId, Long> positions() {
        try (Admin admin = Admin.create(configuration)) {
            Map<ChainId, Long> positions = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .forEach((partition, at) -> {
                        if (at != null && Topics.ofServices().contains(partition.topic())) {
                            positions.put(new ChainId(partition.topic(), partition.partition()), at.offset());
                        }
                    });
            return positions;
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("verified without Kafka's positions");
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
