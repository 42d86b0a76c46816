package org.carecontact.sandbox.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of an installation; the services never create one. */
final class Topics {

    private static final int PARTITIONS = 6;

    private Topics() {}

    static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (var name : List.of("requests", "consents", "decisions", "notifications")) {
            topics.add(topic("carecontact." + name));
        }
        for (var hospital : Ports.HOSPITALS) {
            for (var name : List.of("encounters", "doctors", "schedules")) {
                topics.add(topic("hospital.%s.%s".formatted(hospital, name)));
            }
            topics.add(topic("hospital.%s.patients".formatted(hospital)).configs(Map.of("cleanup.policy", "compact")));
        }
        for (var service : Ports.SERVICES) {
            topics.add(topic(service + ".dead-letters"));
        }
        return topics;
    }

    /** Those that exist stay as they are. */
    static void create(String bootstrapServers) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 30_000, "request.timeout.ms", 10_000);
        try (var admin = Admin.create(settings)) {
            var missing = new ArrayList<>(all());
            missing.removeIf(existing(admin)::contains);
            for (var created : admin.createTopics(missing).values().values()) {
                created.get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw StartFailed.broken("the topics could not be created: " + e.getCause());
            }
        }
    }

    private static List<NewTopic> existing(Admin admin) throws InterruptedException, ExecutionException {
        var names = admin.listTopics().names().get();
        return all().stream().filter(topic -> names.contains(topic.name())).toList();
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }
}
