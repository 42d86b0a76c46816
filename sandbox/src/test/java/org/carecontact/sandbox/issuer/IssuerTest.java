package org.carecontact.sandbox.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.carecontact.localparts.Ports;
import org.carecontact.sandbox.people.Passwords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class IssuerTest {

    private static final String SEED = Base64.getEncoder().encodeToString(new byte[32]);
    private static final int PORT = Ports.free();
    private static final String ISSUER = "http://127.0.0.1:" + PORT;

    private static ConfigurableApplicationContext running;

    @BeforeAll
    static void start() throws Exception {
        running = IssuerModule.start(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                String.valueOf(PORT),
                "carecontact.issuer.url",
                ISSUER,
                "carecontact.issuer.token-key",
                new RSAKeyGenerator(2048).keyID("one").generate().toJSONString(),
                "carecontact.issuer.password-seed",
                SEED,
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "warn"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        tongren.p000001, patient,    P000001,  tongren,      P000001, -
        tongren.f000001, family,     F000001,  tongren,      P000001, SPOUSE
        meiyan.d0002,    doctor,     D0002,    meiyan,       -,       -
        yunyi.s01,       staff,      S01,      yunyi,        -,       -
        yunyi.v01,       supervisor, V01,      yunyi,        -,       -
        operator,        operator,   operator, installation, -,       -
        """)
    void a_token_says_who_somebody_is(
            String user, String role, String person, String hospital, String patient, String relation)
            throws Exception {
        Jwt token = decoded(token(user));
        assertThat(token.getClaimAsString("role")).isEqualTo(role);
        assertThat(token.getSubject()).isEqualTo(person);
        assertThat(token.getClaimAsString("person")).isEqualTo(person);
        assertThat(token.getClaimAsString("hospital")).isEqualTo(hospital);
        assertThat(token.getClaimAsString("patient")).isEqualTo(patient);
        assertThat(token.getClaimAsString("relation")).isEqualTo(relation);
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_token_names_only_the_services_that_its_role_may_talk_to() throws Exception {
        assertThat(decoded(token("tongren.p000001")).getAudience())
                .containsExactlyInAnyOrder("request-service", "consent-service", "policy-service");
        assertThat(decoded(token("tongren.d0001")).getAudience())
                .containsExactlyInAnyOrder("request-service", "consent-service", "policy-service");
        assertThat(decoded(token("tongren.v01")).getAudience())
                .containsExactlyInAnyOrder(
                        "oversight-service", "notification-service", "request-service", "policy-service");
        assertThat(decoded(token("tongren.s01")).getAudience()).hasSize(6).contains("hospital-gateway");
    }

    @Test
    void a_wrong_password_and_an_unknown_user_get_the_same_answer() throws Exception {
        HttpResponse<String> wrong = ask("tongren.p000001", "wrong");
        HttpResponse<String> unknown = ask("tongren.p999999", new Passwords(SEED).of("tongren.p999999"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    private static Jwt decoded(String token) {
        // From the discovery document, as a stranger would.
        return JwtDecoders.fromOidcIssuerLocation(ISSUER).decode(token);
    }

    private static String token(String user) throws Exception {
        HttpResponse<String> response = ask(user, new Passwords(SEED).of(user));
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(response.body()).path("access_token").asString();
    }

    private static HttpResponse<String> ask(String user, String password) throws Exception {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(ISSUER + "/oauth2/token"))
                            .header("Authorization", "Basic " + basic)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
