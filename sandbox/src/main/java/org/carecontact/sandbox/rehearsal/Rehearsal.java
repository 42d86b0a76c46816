package org.carecontact.sandbox.rehearsal;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts the parts that every service has (web, tokens, Kafka, Mongo, metrics) against ports where nobody listens, and
 * ends. It stands on every service's class path and must touch nothing of ours.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
public class Rehearsal {

    public static void main(String[] args) throws Exception {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Rehearsal.class)
                .properties(settings())
                .run();
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String managementPort = context.getEnvironment().getRequiredProperty("local.management.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/v3/api-docs", "/line")) {
                ask(http, "http://127.0.0.1:" + port + path);
            }
            for (String path : List.of("/actuator/health/readiness", "/actuator/prometheus")) {
                ask(http, "http://127.0.0.1:" + managementPort + path);
            }
        }
        try {
            context.getBean(MongoClient.class).getDatabase("rehearsal").runCommand(new Document("ping", 1));
        } catch (MongoException _) {
            // Nobody answers, but the driver's classes are loaded now.
        }
        try {
            context.getBean("kafkaTemplate", KafkaTemplate.class)
                    .send("rehearsal", new byte[0])
                    .join();
        } catch (RuntimeException _) {
            // Nobody answers, but the client's classes are loaded now.
        }
        context.close();
        System.exit(0); // Some client threads would go on trying.
    }

    private static void ask(HttpClient http, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln")
                .build();
        System.out.println(
                url + " " + http.send(request, BodyHandlers.ofString()).statusCode());
    }

    private static Map<String, Object> settings() {
        String nobody = "127.0.0.1:1";
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.application.name", "rehearsal");
        settings.put("spring.config.location", "optional:classpath:/rehearsal/");
        settings.put("spring.main.banner-mode", "off");
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", "0");
        settings.put("spring.kafka.bootstrap-servers", nobody);
        settings.put("spring.kafka.listener.type", "batch");
        settings.put("spring.kafka.consumer.group-id", "rehearsal");
        settings.put("spring.kafka.consumer.key-deserializer", ByteArrayDeserializer.class.getName());
        settings.put("spring.kafka.consumer.value-deserializer", ByteArrayDeserializer.class.getName());
        settings.put("spring.kafka.producer.key-serializer", ByteArraySerializer.class.getName());
        settings.put("spring.kafka.producer.value-serializer", ByteArraySerializer.class.getName());
        settings.put("spring.kafka.producer.properties.max.block.ms", "500");
        settings.put("spring.mongodb.uri", "mongodb://%s/rehearsal?serverSelectionTimeoutMS=500".formatted(nobody));
        settings.put("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "http://%s/".formatted(nobody));
        settings.put("management.server.port", "0");
        settings.put("management.server.address", "127.0.0.1");
        settings.put("management.endpoints.web.exposure.include", "health, prometheus");
        settings.put("management.endpoint.health.probes.enabled", "true");
        settings.put("management.health.mongodb.enabled", "false");
        settings.put("logging.structured.format.console", "ecs");
        settings.put("logging.level.root", "error");
        return settings;
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**", "/v3/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                .build();
    }

    @GetMapping("/line")
    Map<String, String> line() {
        return Map.of("to be", "or not to be");
    }

    @KafkaListener(topics = "rehearsal")
    void hear(List<ConsumerRecord<byte[], byte[]>> records) {
        System.out.println(records.size());
    }
}
