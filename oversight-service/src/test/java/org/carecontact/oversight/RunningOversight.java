package org.carecontact.oversight;

import java.util.ArrayList;
import java.util.List;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import tools.jackson.databind.JsonNode;

/** One service for all tests that speak HTTP with it. */
abstract class RunningOversight {

    static final String HOSPITAL = "tongren";
    static final RunningLedger LEDGER = new RunningLedger()
            .with("spring.kafka.consumer.group-id", "oversight-service")
            .with("carecontact.rates.factor", 10_000);
    static final RunningService SERVICE = LEDGER.start();

    static Answer get(String path, String hospital, String role) {
        return SERVICE.get(token(hospital, role), path);
    }

    static String token(String hospital, String role) {
        return SERVICE.token(role, hospital, "person-1").build();
    }

    static JsonNode awaitTimeline(Story story, int events) {
        return Eventually.value(() -> timeline(story), found -> found.size() == events);
    }

    /** Empty as long as nothing is known of the case. */
    static JsonNode timeline(Story story) {
        return get("/cases/" + story.request(), HOSPITAL, "supervisor").json().path("timeline");
    }

    static JsonNode verification(String query) {
        return get("/ledger/verification" + query, HOSPITAL, "supervisor")
                .is(200)
                .json();
    }

    static List<String> values(JsonNode list, String field) {
        List<String> values = new ArrayList<>();
        list.forEach(one -> values.add(one.path(field).asString()));
        return values;
    }
}
