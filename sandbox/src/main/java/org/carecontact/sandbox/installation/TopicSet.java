package org.carecontact.sandbox.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.carecontact.localparts.broker.KafkaTopics;
import org.carecontact.schemas.Topics;

/** The topics of an installation with their partitions and settings; the services never create one. */
public final class TopicSet {

    private static final int PARTITIONS = 6;

    private TopicSet() {}

    /** The topics with the broker's usual settings. */
    public static List<String> plain() {
        List<String> names = new ArrayList<>(Topics.ofServices());
        for (String hospital : Ports.HOSPITALS) {
            names.addAll(List.of(Topics.encounters(hospital), Topics.doctors(hospital), Topics.schedules(hospital)));
        }
        Ports.SERVICES.forEach(service -> names.add(Topics.deadLetters(service)));
        return names;
    }

    /** The topics that keep the newest record of each key. */
    public static List<String> compacted() {
        return Ports.HOSPITALS.stream().map(Topics::patients).toList();
    }

    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        plain().forEach(name -> topics.add(topic(name)));
        compacted().forEach(name -> topics.add(topic(name).configs(Map.of("cleanup.policy", "compact"))));
        return topics;
    }

    /** Creates the missing topics and returns when all can be used; those that exist stay as they are. */
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
