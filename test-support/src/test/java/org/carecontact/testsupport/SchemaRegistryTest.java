package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryTest {

    private static final String SCHEMA = """
            {"schema": "{\\"type\\": \\"record\\", \\"name\\": \\"A\\", \\"fields\\": \
            [{\\"name\\": \\"x\\", \\"type\\": \\"string\\"}]}"}""";
    private static final String INCOMPATIBLE = SCHEMA.replace("string", "long");

    @TempDir
    Path folder;

    @Test
    void a_schema_acknowledged_before_a_kill_is_there_after_the_restart() throws Exception {
        int port = Ports.free();
        int managementPort = Ports.free();
        String id;
        try (SchemaRegistry registry = SchemaRegistry.start(folder, port, managementPort)) {
            HttpResponse<String> answer = register(registry, SCHEMA);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            id = answer.body();
            registry.kill();
            assertThat(registry.process().isAlive()).isFalse();
        }
        try (SchemaRegistry registry = SchemaRegistry.start(folder, port, managementPort)) {
            assertThat(register(registry, SCHEMA).body()).isEqualTo(id);
            assertThat(register(registry, INCOMPATIBLE).statusCode()).isEqualTo(409);
            assertThat(get(registry.url() + "/system/info").body()).contains("3.3.3");
        }
    }

    private static HttpResponse<String> register(SchemaRegistry registry, String schema) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(registry.confluentUrl() + "/subjects/A/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(schema)));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
