package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;

class SecurityLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("security");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();

    /** After the application's start, which sets the loggers up anew. */
    private void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void refusals_over_http_say_who_from_where_and_what_without_personal_data() {
        TestIssuer issuer = TestIssuer.SHARED;
        try (Edge edge = new Edge("--carecontact.rates.actions.commands.burst=1")) {
            listen();
            edge.get("/patients/P1234567", null);
            edge.get("/patients/P1234567", "nonsense");
            Map<String, Object> claims = new LinkedHashMap<>(issuer.claims("boss", "S7654321"));
            edge.get("/requests/" + "a".repeat(26) + "-1", issuer.signed("JWT", claims));
            String token = issuer.token("staff", "S7654321");
            for (int i = 0; i < 60; i++) {
                edge.post("/orders", token, "{\"name\":\"a\"}");
            }
        }
        assertThat(lines.list)
                .extracting(line -> pair(line, "event"))
                .contains("no-token", "invalid-token", "unknown-role", "too-many-requests");
        assertThat(lines.list).extracting(line -> pair(line, "outcome")).contains("401", "403", "429");
        assertThat(lines.list).allSatisfy(line -> {
            assertThat(pair(line, "from")).isEqualTo("127.0.0.1");
            assertThat(line.getKeyValuePairs().toString()).doesNotContain("P1234567", "S7654321");
        });
        assertThat(lines.list)
                .filteredOn(line -> pair(line, "event").equals("unknown-role"))
                .extracting(line -> pair(line, "person"))
                .allMatch(person -> person.matches("[0-9a-f]{16}"));
    }

    @Test
    void a_flood_does_not_fill_the_disk_and_is_counted() {
        listen();
        SecurityLog log = new SecurityLog(new byte[32], now::get);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
        for (int i = 0; i < 1000; i++) {
            log.refused("no-token", 401, request);
        }
        assertThat(lines.list).hasSize(20);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        log.refused("no-token", 401, request);
        assertThat(pair(lines.list.getLast(), "suppressed")).isEqualTo("980");
    }

    private static String pair(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElse("");
    }
}
