package org.carecontact.sandbox.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.carecontact.localparts.broker.KafkaTopics;
import org.carecontact.schemas.Topics;

/** The topics of an installation with their partitions and settings; the services never create one. */
public final class TopicSet {

    private static final int PARTITIONS = 6;

    private TopicSet() {}

    /** The topics of the services; hospital-gateway makes those of a hospital that it finds. */
    public static List<String> plain() {
        List<String> names = new ArrayList<>(Topics.ofServices());
        Ports.SERVICES.forEach(service -> names.add(Topics.deadLetters(service)));
        return names;
    }

    /** With those of hospitals that are known before the start: consumers need not look for them then. */
    static List<NewTopic> all(List<String> hospitals) {
        List<NewTopic> topics = new ArrayList<>();
        plain().forEach(name -> topics.add(topic(name)));
        for (String hospital : hospitals) {
            Stream.of(Topics.encounters(hospital), Topics.doctors(hospital), Topics.schedules(hospital))
                    .forEach(name -> topics.add(topic(name)));
            topics.add(topic(Topics.patients(hospital)).configs(Map.of("cleanup.policy", "compact")));
        }
        return topics;
    }

    /** Creates the missing topics and returns when all can be used; those that exist stay as they are. */
    static void create(String bootstrapServers, List<NewTopic> topics) throws InterruptedException {
        try {
            KafkaTopics.create(bootstrapServers, topics);
        } catch (IllegalStateException e) {
            throw StartFailed.broken("the topics could not be created: " + e.getMessage());
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }
}
