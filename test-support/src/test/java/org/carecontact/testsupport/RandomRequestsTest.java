package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RandomRequestsTest {

    private static final JsonNode API = JsonMapper.shared().readTree("""
            {"paths":{"/requests":{"post":{},"get":{"parameters":[{"in":"query","name":"state"}]}},
                      "/requests/{request}/answer":{"post":{}}},
             "components":{"schemas":{"Body":{"properties":{"need":{},"wish":{}}}}}}
            """);

    private static List<String> drawn(long seed) {
        RandomRequests requests = new RandomRequests(seed, API, List.of("token-1", "token-2"));
        return IntStream.range(0, 400)
                .mapToObj(_ -> new String(requests.next(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void a_seed_draws_the_same_requests_again_and_another_seed_others() {
        assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
    }

    @Test
    void every_endpoint_member_and_token_is_used_and_some_of_it_is_bent() {
        assertThat(drawn(1))
                .anyMatch(request -> request.startsWith("POST /requests "))
                .anyMatch(request -> request.startsWith("GET /requests"))
                .anyMatch(request -> request.matches("(?s)POST /requests/[^/{]+/answer.*"))
                .anyMatch(request -> request.contains("\"wish\":"))
                .anyMatch(request -> request.contains("state="))
                .anyMatch(request -> request.contains("token-2"))
                .anyMatch(request -> !request.contains("Authorization"))
                .anyMatch(request -> request.startsWith("FOO "));
    }

    @Test
    void a_service_without_endpoints_is_no_success() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomRequests(1, JsonMapper.shared().readTree("{\"paths\":{}}"), List.of("t")));
    }
}
