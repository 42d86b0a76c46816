package org.carecontact.sandbox.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.carecontact.localparts.Ports;
import org.carecontact.sandbox.people.Passwords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class IssuerTest {

    private static final String SEED = Base64.getEncoder().encodeToString(new byte[32]);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORT = Ports.free();
    private static final String ISSUER = "http://127.0.0.1:" + PORT;

    @TempDir
    static Path folder;

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
                "carecontact.issuer.revoked-file",
                folder.resolve("revoked").toString(),
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
        tongren.p000001, patient,    P000001,  tongren,      P000001, -,      -
        tongren.f000001, family,     F000001,  tongren,      P000001, SPOUSE, -
        tongren.f000002, family,     F000002,  tongren,      P000002, CHILD,  WRITTEN_AUTHORIZATION
        meiyan.d0002,    doctor,     D0002,    meiyan,       -,       -,      -
        yunyi.s01,       staff,      S01,      yunyi,        -,       -,      -
        yunyi.v01,       supervisor, V01,      yunyi,        -,       -,      -
        yunyi.h01,       system,     HIS01,    yunyi,        -,       -,      -
        operator,        operator,   operator, installation, -,       -,      -
        """)
    void a_token_says_who_somebody_is(
            String user, String role, String person, String hospital, String patient, String relation, String authority)
            throws Exception {
        Jwt token = decoded(token(user));
        assertThat(token.getClaimAsString("role")).isEqualTo(role);
        assertThat(token.getSubject()).isEqualTo(person);
        assertThat(token.getClaimAsString("person")).isEqualTo(person);
        assertThat(token.getClaimAsString("hospital")).isEqualTo(hospital);
        assertThat(token.getClaimAsString("patient")).isEqualTo(patient);
        assertThat(token.getClaimAsString("relation")).isEqualTo(relation);
        assertThat(token.getClaimAsString("authority")).isEqualTo(authority);
    }

    @Test
    void a_token_names_the_services_that_its_role_may_talk_to_and_of_those_who_see_to_things_every_one()
            throws Exception {
        for (String user : List.of("tongren.p000001", "tongren.f000001", "tongren.d0001")) {
            assertThat(decoded(token(user)).getAudience())
                    .as(user)
                    .containsExactlyInAnyOrder(
                            "request-service", "consent-service", "policy-service", "notification-service");
        }
        // A wrong role is told so (403), and not that its token is none (401).
        for (String user : List.of("tongren.v01", "tongren.s01", "operator")) {
            assertThat(decoded(token(user)).getAudience())
                    .as(user)
                    .containsExactlyInAnyOrderElementsOf(org.carecontact.sandbox.installation.Ports.SERVICES);
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_user_get_the_same_answer() throws Exception {
        HttpResponse<String> wrong = ask("tongren.p000001", "wrong");
        HttpResponse<String> unknown = ask("tongren.p999999", new Passwords(SEED).of("tongren.p999999"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_token_lives_ten_minutes_and_is_what_rfc_9068_asks_for() throws Exception {
        SignedJWT token = SignedJWT.parse(token("tongren.p000001"));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("tongren.p000001");
        assertThat(claims.getJWTID())
                .isNotBlank()
                .isNotEqualTo(SignedJWT.parse(token("tongren.p000001"))
                        .getJWTClaimsSet()
                        .getJWTID());
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void who_fails_is_told_how_to_authenticate() throws Exception {
        HttpResponse<String> wrong = ask("tongren.p000003", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"carecontact\"");
        assertThat(JSON.readTree(wrong.body()).path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void who_guesses_is_stopped_and_logged_and_others_are_not() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("carecontact.security");
        logger.addAppender(log);
        try {
            for (int i = 0; i < FailedAttempts.FREE + 1; i++) {
                var _ = ask("meiyan.p000001", "wrong" + i);
            }
            HttpResponse<String> stopped = ask("meiyan.p000001", new Passwords(SEED).of("meiyan.p000001"));
            assertThat(stopped.statusCode()).isEqualTo(429);
            assertThat(stopped.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(ask("meiyan.p000002", new Passwords(SEED).of("meiyan.p000002"))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(line -> line.getKeyValuePairs().getFirst().value)
                .startsWith("token-refused")
                .contains("too-many-attempts");
        assertThat(log.list)
                .noneMatch(line -> line.getKeyValuePairs().toString().contains("wrong1"));
    }

    @Test
    void a_revoked_token_is_on_the_signed_list_and_no_longer_active() throws Exception {
        String token = token("tongren.p000002");
        String other = token("tongren.p000002");
        String before = list().headers().firstValue("ETag").orElseThrow();
        assertThat(active(token)).isTrue();

        assertThat(post("/oauth2/revoke", "tongren.p000001", "token=" + token).statusCode())
                .isEqualTo(200);
        assertThat(active(token)).as("somebody else's revocation").isTrue();
        assertThat(post("/oauth2/revoke", "tongren.p000002", "token=" + token).statusCode())
                .isEqualTo(200);
        assertThat(post("/oauth2/revoke", "tongren.p000002", "token=no-token").statusCode())
                .isEqualTo(200);

        assertThat(active(token)).isFalse();
        assertThat(active(other)).isTrue();
        HttpResponse<String> list = list();
        SignedJWT jws = SignedJWT.parse(list.body());
        RSAKey key = (RSAKey) JWKSet.load(URI.create(ISSUER + "/oauth2/jwks").toURL())
                .getKeyByKeyId(jws.getHeader().getKeyID());
        assertThat(jws.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(jws.getHeader().getType().getType()).isEqualTo("revoked+jwt");
        assertThat(jws.getJWTClaimsSet().getIssuer()).isEqualTo(ISSUER);
        assertThat(jws.getJWTClaimsSet().getExpirationTime()).isInTheFuture();
        assertThat(jws.getJWTClaimsSet().getStringListClaim("jtis"))
                .containsExactly(SignedJWT.parse(token).getJWTClaimsSet().getJWTID());
        assertThat(list.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/jwt");
        assertThat(list.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(before);
        assertThat(get(
                                RevokedListFilter.PATH,
                                "If-None-Match",
                                list.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        assertThat(new RevokedTokens(key("one"), ISSUER, folder.resolve("revoked"), Clock.systemUTC())
                        .list()
                        .mark())
                .as("after a restart")
                .endsWith(list.headers().firstValue("ETag").orElseThrow().replaceAll(".*-", ""));
    }

    @Test
    void a_token_bound_to_a_key_is_not_handed_out_nor_promised() throws Exception {
        HttpResponse<String> bound = send(request("/oauth2/token")
                .header("Authorization", basic("tongren.p000001", new Passwords(SEED).of("tongren.p000001")))
                .header("DPoP", "a.b.c")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(bound.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(bound.body()).path("error").asString()).isEqualTo("invalid_request");
        for (String page : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
            assertThat(send(request(page)).body())
                    .contains("\"issuer\"")
                    .doesNotContain("dpop", "tls_client_certificate_bound");
        }
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://evil.example", "Origin, null", "Sec-Fetch-Site, cross-site"})
    void a_web_page_of_another_site_gets_nothing(String header, String value) throws Exception {
        assertThat(get("/oauth2/jwks", header, value).statusCode()).isEqualTo(403);
    }

    @Test
    void a_name_that_points_here_gets_nothing_and_no_redirect_follows_it() throws Exception {
        for (String path : List.of("/logout", "/oauth2/jwks", "/.well-known/revoked")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("Location", "evil.example");
        }
        assertThat(get("/logout", "Accept", "text/html").statusCode()).isNotIn(302, 200);
        assertThat(get("/oauth2/jwks", "Accept", "*/*").statusCode()).isEqualTo(200);
    }

    private static RSAKey key(String id) throws Exception {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", PORT)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean active(String token) throws Exception {
        HttpResponse<String> answer = post("/oauth2/introspect", "yunyi.s01", "token=" + token);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("active").asBoolean();
    }

    private static HttpResponse<String> list() throws Exception {
        return get(RevokedListFilter.PATH, "Accept", "*/*");
    }

    private static Jwt decoded(String token) throws Exception {
        // From the discovery document, as a stranger would find it.
        String keys = JSON.readTree(
                        send(request("/.well-known/openid-configuration")).body())
                .path("jwks_uri")
                .asString();
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(keys).validateType(false).build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new JwtIssuerValidator(ISSUER)));
        return decoder.decode(token);
    }

    private static String token(String user) throws Exception {
        HttpResponse<String> response = ask(user, new Passwords(SEED).of(user));
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body()).path("access_token").asString();
    }

    private static HttpResponse<String> ask(String user, String password) throws Exception {
        return post("/oauth2/token", user, password, "grant_type=client_credentials");
    }

    private static HttpResponse<String> post(String path, String user, String form) throws Exception {
        return post(path, user, new Passwords(SEED).of(user), form);
    }

    private static HttpResponse<String> post(String path, String user, String password, String form) throws Exception {
        return send(request(path)
                .header("Authorization", basic(user, password))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> get(String path, String header, String value) throws Exception {
        return send(request(path).header(header, value));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ISSUER + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
