package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Edge.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are good, and what a caller is told of one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final TestIssuer issuer = TestIssuer.SHARED;
    private Edge edge;

    @BeforeAll
    void start() {
        edge = new Edge();
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    private String with(String name, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(issuer.claims("family", "F1"));
        claims.put("patient", "P1");
        claims.put(name, value);
        return issuer.signed("JWT", claims);
    }

    private String without(String name) {
        Map<String, Object> claims = new LinkedHashMap<>(issuer.claims("staff", "S1"));
        claims.remove(name);
        return issuer.signed("JWT", claims);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt", "AT+JWT"})
    void both_types_of_token_are_taken(String type) {
        assertThat(edge.get("/me", issuer.signed(type, issuer.claims("staff", "S1")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void other_types_and_tokens_that_never_expire_are_not() {
        for (String bad : List.of(
                issuer.signed("revoked+jwt", issuer.claims("staff", "S1")),
                issuer.signed("dpop+jwt", issuer.claims("staff", "S1")),
                without("exp"),
                without("aud"),
                without("iss"),
                with("exp", Instant.now().minusSeconds(600).getEpochSecond()),
                with("iss", "https://elsewhere.example"),
                with("aud", List.of("another-service")),
                issuer.token("staff", "S1") + "x",
                "x.y.z",
                "x")) {
            Answer answer = edge.get("/me", bad);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("no-valid-token");
            assertThat(answer.head()).contains("invalid_token").doesNotContain("8859");
        }
        assertThat(edge.get("/me", null).head()).contains("Bearer").doesNotContain("invalid_token");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("hospital", "*"),
                Arguments.of("hospital", ""),
                Arguments.of("hospital", "a"),
                Arguments.of("hospital", "Tongren"),
                Arguments.of("hospital", "a".repeat(25)),
                Arguments.of("hospital", 5),
                Arguments.of("hospital", List.of("tongren")),
                Arguments.of("hospital", Map.of("a", "b")),
                Arguments.of("person", 7),
                Arguments.of("person", ""),
                Arguments.of("person", "x".repeat(65)),
                Arguments.of("person", "a\u200bb"),
                Arguments.of("patient", List.of("P1")),
                Arguments.of("patient", "\u202eP1"),
                Arguments.of("role", List.of("family")),
                Arguments.of("relation", "mother"),
                Arguments.of("authority", "ANYTHING_I_LIKE"),
                Arguments.of("authority", true));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void a_claim_is_a_text_of_its_alphabet(String claim, Object value) {
        Answer answer = edge.get("/me", with(claim, value));
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("incomplete-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u017fupervisor", "SUPERVISOR", "Supervisor", "supervisor ", "boss", ""})
    void a_role_is_exactly_one_of_ours(String role) {
        assertThat(edge.get("/me", with("role", role)).problem()).isEqualTo("unknown-role");
    }

    @Test
    void a_family_members_authority_is_what_the_token_attests() {
        assertThat(edge.get("/me", with("authority", "LEGAL_GUARDIAN"))
                        .json()
                        .path("authority")
                        .asString())
                .isEqualTo("LEGAL_GUARDIAN");
        assertThat(edge.get("/me", with("person", "张三·A.1"))
                        .json()
                        .path("person")
                        .asString())
                .isEqualTo("张三·A.1");
        Map<String, Object> staff = new LinkedHashMap<>(issuer.claims("staff", "S1"));
        staff.put("authority", "LEGAL_GUARDIAN");
        assertThat(edge.get("/me", issuer.signed("JWT", staff)).json().has("authority"))
                .isFalse();
    }

    @Test
    void an_open_path_ignores_tokens() {
        assertThat(edge.get("/open", null).status()).isEqualTo(200);
        assertThat(edge.get("/open", "nonsense").status()).isEqualTo(200);
        assertThat(edge.get("/me", "nonsense").status()).isEqualTo(401);
    }

    @Test
    void a_revoked_token_is_refused_soon_and_none_is_taken_without_a_list() {
        Map<String, Object> claims = issuer.claims("staff", "S1");
        String token = issuer.signed("at+jwt", claims);
        try (Edge revoking = new Edge(
                "--carecontact.tokens.revoked=" + issuer.address() + "/.well-known/revoked",
                "--carecontact.tokens.poll=100ms")) {
            await().atMost(LIMIT).until(() -> revoking.get("/me", token).status() == 200);
            assertThat(revoking.get("/me", without("jti")).status()).isEqualTo(401);
            issuer.revoke(String.valueOf(claims.get("jti")));
            await().atMost(LIMIT).until(() -> revoking.get("/me", token).status() == 401);
            String another = issuer.token("staff", "S1");
            assertThat(revoking.get("/me", another).status()).isEqualTo(200);
            issuer.lists(false);
            assertThat(revoking.get("/me", another).status()).isEqualTo(200); // the last list holds until it expires
            try (Edge beginning =
                    new Edge("--carecontact.tokens.revoked=" + issuer.address() + "/.well-known/revoked")) {
                assertThat(beginning.get("/me", another).status()).isEqualTo(401);
            }
        } finally {
            issuer.lists(true);
        }
    }
}
