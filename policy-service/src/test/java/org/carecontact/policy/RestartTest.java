package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.localparts.Ports;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.ShippedPoliciesTest;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.ChildJvm;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** P7: the service is killed and started again over what it stored, with newer policies in force than it decided by. */
class RestartTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CASES = 1_000;
    private static final String HOSPITAL = "meiyan";

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final int port = Ports.free();
    private final RunningService service = at(port);
    private final String supervisor = service.supervisor(HOSPITAL, "V1");
    private final String another = service.supervisor(HOSPITAL, "V2");

    @Test
    void a_thousand_decisions_are_made_again_byte_for_byte_after_a_kill_and_by_a_service_with_newer_policies()
            throws Exception {
        installation();
        Pairs pairs = new Pairs(Base64.getDecoder().decode(properties.get("carecontact.ids.key")));
        List<String> decided = new ArrayList<>();
        try (ChildJvm child = start(0, CASES)) {
            for (int i = 0; i < CASES; i++) {
                decided.add(call(supervisor, "GET", "/decisions/" + DecidingService.request(pairs, i), null));
            }
            assertThat(decided.stream().map(one -> read(one, "outcome"))).contains("PERMIT", "DEFER", "DENY");
            activateNewer();
            child.kill();
        }
        try (ChildJvm _ = start(CASES, CASES + 1)) {
            String now = call(supervisor, "GET", "/decisions/" + DecidingService.request(pairs, CASES), null);
            assertThat(now).contains("hospital-meiyan@3", "national@4");
            for (int i = 0; i < CASES; i++) {
                String before = decided.get(i);
                assertThat(before).contains("hospital-meiyan@2", "national@3");
                String path = "/decisions/" + DecidingService.request(pairs, i) + "/replay";
                assertThat(call(supervisor, "POST", path, "{}")).isEqualTo(before);
            }
            assertThat(changedByWhatHoldsNow()).contains("no-wecom-now");
        }
    }

    /** Shorter contacts at the hospital, and none any more for whoever wishes for WeCom. */
    private void activateNewer() throws Exception {
        String meiyan = Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("meiyan/policies/meiyan.yaml"))
                .replace("version: 2\n", "version: 3\n")
                .replace("contactDays: 90", "contactDays: 7")
                .replace("rules:\n", """
                    rules:
                      - id: no-wecom-now
                        title: {zh: 暂停, en: Paused}
                        principle: BOUNDARY
                        when: wish == 'WECOM'
                        deny: {alternatives: [CLINIC_PHONE]}
                        wording: {zh: 暂停, en: Paused}
                    """)
                .replace("examples:\n", "usually: {wish: ANY}\nexamples:\n");
        String national = PolicyDocuments.text("policies/national.yaml")
                .replace("version: 3\n", "version: 4\n")
                .replace("contactDays: 180", "contactDays: 170");
        call(supervisor, "POST", "/policies", Map.of("text", meiyan));
        call(another, "POST", "/policies/hospital-meiyan/versions/3/activation", "{}");
        call(operator("O1"), "POST", "/policies", Map.of("text", national));
        call(operator("O2"), "POST", "/policies/national/versions/4/activation", "{}");
    }

    /** The rules in force now that would end past cases otherwise: they hold, and yet no replay differed. */
    private TreeSet<String> changedByWhatHoldsNow() throws Exception {
        TreeSet<String> rules = new TreeSet<>();
        for (String line : call(supervisor, "POST", "/policies/what-if", "{\"texts\":[]}")
                .lines()
                .toList()) {
            JSON.readTree(line).path("changed").path("rules").forEach(rule -> rules.add(rule.asString()));
        }
        return rules;
    }

    private void installation() throws Exception {
        Installation parts = Installation.shared();
        parts.createTopics(2, "carecontact.decisions");
        parts.registerSchemas();
        parts.registerInto((name, value) -> properties.put(name, String.valueOf(value.get())), "policy-service");
        properties.put("server.port", String.valueOf(port));
        properties.put("carecontact.policies.directory", ShippedPoliciesTest.HOSPITALS.toString());
        properties.put("spring.kafka.listener.auto-startup", "false"); // what it decides it is told directly
        properties.put("logging.level.root", "OFF"); // nobody reads it
    }

    private ChildJvm start(int from, int to) {
        properties.put("cases.from", String.valueOf(from));
        properties.put("cases.to", String.valueOf(to));
        return ChildJvm.start(
                DecidingService.class,
                properties.entrySet().stream()
                        .map(one -> "--" + one.getKey() + "=" + one.getValue())
                        .toArray(String[]::new));
    }

    private String operator(String person) {
        return service.token("operator", HOSPITAL, person).build();
    }

    private static String read(String body, String field) {
        JsonNode value = JSON.readTree(body).path(field);
        return value.asString();
    }

    private String call(String token, String method, String path, @Nullable Object body) {
        Answer answer = service.call(token, method, path, body);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return answer.body();
    }

    /** To the rig, a service in another JVM is a context of which nothing is known but the port. */
    private static RunningService at(int port) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("child", Map.of("local.server.port", port)));
        return RunningService.in(context, "policy-service");
    }
}
