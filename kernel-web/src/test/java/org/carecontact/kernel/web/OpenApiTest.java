package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    @Test
    void every_call_describes_keys_tokens_problems_and_json() {
        try (Edge edge = new Edge()) {
            JsonNode api = edge.get("/v3/api-docs", null).json();
            assertThat(api.path("info").path("title").asString()).isEqualTo("CareContact edge-service");
            assertThat(api.path("components")
                            .path("securitySchemes")
                            .path("token")
                            .path("scheme")
                            .asString())
                    .isEqualTo("bearer");
            assertThat(api.path("security").toString()).isEqualTo("[{\"token\":[]}]");
            JsonNode order = api.path("paths").path("/orders").path("post");
            JsonNode key = order.path("parameters").path(0);
            assertThat(key.path("name").asString()).isEqualTo("Idempotency-Key");
            assertThat(key.path("required").asBoolean()).isTrue();
            assertThat(key.path("schema").path("type").asString()).isEqualTo("string");
            assertThat(order.path("parameters").size()).isEqualTo(1);
            for (String status : new String[] {"400", "401", "403", "404", "409", "413", "415", "422", "429", "500"}) {
                assertThat(order.path("responses").path(status).path("content").has("application/problem+json"))
                        .as(status)
                        .isTrue();
            }
            assertThat(api.toString()).doesNotContain("\"*/*\"").doesNotContain("\"caller\"");
            assertThat(api.path("paths")
                            .path("/open")
                            .path("get")
                            .path("security")
                            .toString())
                    .isEqualTo("[]");
            JsonNode request = api.path("paths")
                    .path("/requests/{request}")
                    .path("get")
                    .path("parameters")
                    .path(0);
            assertThat(request.path("schema").path("type").asString()).isEqualTo("string");
        }
    }
}
