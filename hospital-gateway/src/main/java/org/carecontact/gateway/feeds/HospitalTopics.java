package org.carecontact.gateway.feeds;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.carecontact.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Makes the topics of hospitals that are new; those that exist stay as they are. */
final class HospitalTopics {

    private static final Logger log = LoggerFactory.getLogger(HospitalTopics.class);
    private static final int PARTITIONS = 6;
    private static final int WITHIN_MILLIS = 5_000;

    /** Sealed numbers lie on the topic of the hospital's producer, so not for ever. */
    private static final Duration INBOUND_KEPT = Duration.ofDays(14);

    private final KafkaAdmin kafka;
    private final Set<String> made = new HashSet<>();

    HospitalTopics(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    /** Makes what these hospitals lack; while Kafka is away nothing, so ask again. */
    void make(Set<String> hospitals) {
        Set<String> missing = new HashSet<>(hospitals);
        missing.removeAll(made);
        if (missing.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            for (String hospital : missing) {
                made(hospital, admin);
            }
        } catch (KafkaException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("Kafka is away: no topics are made");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void made(String hospital, Admin admin) throws InterruptedException {
        boolean all = true;
        for (KafkaFuture<Void> topic : admin.createTopics(
                        of(hospital), new CreateTopicsOptions().timeoutMs(WITHIN_MILLIS))
                .values()
                .values()) {
            try {
                topic.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    all = false;
                    log.atWarn()
                            .addKeyValue("hospital", hospital)
                            .addKeyValue("error", String.valueOf(e.getCause()))
                            .log("a topic of a hospital can't be made now");
                }
            }
        }
        if (all) {
            made.add(hospital);
        }
    }

    private static List<NewTopic> of(String hospital) {
        NewTopic patients = new NewTopic(Topics.patients(hospital), Optional.of(PARTITIONS), Optional.empty());
        patients.configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        NewTopic inbound = new NewTopic(Topics.inbound(hospital), Optional.of(PARTITIONS), Optional.empty());
        inbound.configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(INBOUND_KEPT.toMillis())));
        return List.of(
                inbound,
                new NewTopic(Topics.encounters(hospital), Optional.of(PARTITIONS), Optional.empty()),
                new NewTopic(Topics.doctors(hospital), Optional.of(PARTITIONS), Optional.empty()),
                new NewTopic(Topics.schedules(hospital), Optional.of(PARTITIONS), Optional.empty()),
                patients);
    }
}
