package org.carecontact.sandbox.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.carecontact.localparts.broker.KafkaTopics;

/** The topics of an installation; the services never create one. */
final class Topics {

    private static final int PARTITIONS = 6;

    private Topics() {}

    static List<NewTopic> all() {
        ArrayList<NewTopic> topics = new ArrayList<NewTopic>();
        for (String name : List.of("requests", "consents", "decisions", "notifications")) {
            topics.add(topic("carecontact." + name));
        }
        for (String hospital : Ports.HOSPITALS) {
            for (String name : List.of("encounters", "doctors", "schedules")) {
                topics.add(topic("hospital.%s.%s".formatted(hospital, name)));
            }
            topics.add(topic("hospital.%s.patients".formatted(hospital)).configs(Map.of("cleanup.policy", "compact")));
        }
        for (String service : Ports.SERVICES) {
            topics.add(topic(service + ".dead-letters"));
        }
        return topics;
    }

    /** Returns when all of them can be used; those that exist stay as they are. */
    static void create(String bootstrapServers) throws InterruptedException {
        try {
            KafkaTopics.create(bootstrapServers, all());
        } catch (IllegalStateException e) {
            throw StartFailed.broken("the topics could not be created: " + e.getMessage());
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }
}
