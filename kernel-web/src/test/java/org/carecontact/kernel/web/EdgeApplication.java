package org.carecontact.kernel.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.store.Reply;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service with our edge: no store, no Kafka, one controller. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(EdgeApplication.Desk.class)
public class EdgeApplication {

    public record Order(
            String name,
            @Nullable Integer count,
            @Nullable Boolean urgent,
            @Nullable List<String> notes) {}

    @RestController
    static class Desk {

        @PostMapping("/orders")
        ResponseEntity<String> order(HttpCommand command) {
            Order order = command.body(Order.class);
            return command.respond(
                    201, state -> state, (String reason) -> Problem.notFound(), answer -> new Reply.Done<>(order));
        }

        @PostMapping("/words")
        Order words(Caller caller, Limits limits, @RequestBody Order order) {
            return order;
        }

        @GetMapping("/requests/{request}")
        Map<String, Object> request(Caller caller, @PathVariable RequestId request) {
            return Map.of("number", request.number());
        }

        @GetMapping("/patients/{patient}")
        Map<String, Object> patient(
                @PathVariable PatientId patient, @RequestParam(required = false) @Nullable RequestId request) {
            return Map.of("patient", patient, "given", request != null);
        }

        @GetMapping("/me")
        Caller me(Caller caller) {
            return caller;
        }

        @GetMapping("/open")
        String open() {
            return "{}";
        }

        @GetMapping("/bug")
        String bug() {
            throw new IllegalStateException("secret of the code");
        }
    }

    @Bean
    InstallationKeys installationKeys() {
        return new InstallationKeys(new byte[32], new byte[32]);
    }

    @Bean
    OpenPaths openPaths() {
        return OpenPaths.of("/open");
    }

    @Bean
    WordsOfPatients wordsOfPatients() {
        return new WordsOfPatients(List.of("/words"), "请立即拨打 120", "Call 120 now");
    }

    /** Starts it on free ports. */
    public static ConfigurableApplicationContext start(String... arguments) {
        TestIssuer issuer = TestIssuer.SHARED;
        return new SpringApplicationBuilder(EdgeApplication.class)
                .properties(
                        "spring.config.import=classpath:carecontact-defaults.yml",
                        "spring.application.name=edge-service",
                        "server.port=0")
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.address(),
                                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.address()
                                                + "/oauth2/jwks",
                                        "--management.endpoint.health.group.readiness.include=readinessState",
                                        "--carecontact.rates.actions.slow.burst=3",
                                        "--carecontact.bodies.within=2s",
                                        "--spring.autoconfigure.exclude=" + WITHOUT),
                                Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static final String WITHOUT = String.join(
            ",",
            "org.carecontact.kernel.KernelAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration");

    static int port(ConfigurableApplicationContext context, String which) {
        return Integer.parseInt(
                Objects.requireNonNull(context.getEnvironment().getProperty("local." + which + ".port")));
    }
}
