package org.carecontact.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.stream.Stream;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Installation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The whole service on a real broker, registry and Mongo server; one for all tests of this kind. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(ServiceTest.StopsBeforeItsParts.class)
public abstract class ServiceTest {

    static final String RECEIPTS_KEY = newKey();
    static final String RECEIPTS_SM2_KEY = "{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\""
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("a key for tests on curve of SM2.".getBytes(StandardCharsets.US_ASCII))
            + "\"}";

    private static @Nullable World shared;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    ApplicationContext context;

    @SuppressWarnings("NullAway.Init")
    World world;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry properties) {
        Installation.shared().registerInto(properties, "consent-service");
        properties.add("carecontact.receipts.key", () -> RECEIPTS_KEY);
        properties.add("carecontact.receipts.sm2.key", () -> RECEIPTS_SM2_KEY);
        // A clearing while a flow is under way would blur what it costs.
        properties.add("carecontact.clear-after", () -> "5s");
        prepare();
    }

    static void prepare() {
        Installation.shared()
                .createTopics(
                        3,
                        Topics.REQUESTS,
                        Topics.DECISIONS,
                        Topics.CONSENTS,
                        Topics.TERMS,
                        Topics.encounters(World.HOSPITAL),
                        Topics.encounters(World.OTHER_HOSPITAL),
                        Topics.deadLetters("consent-service"));
        Installation.shared().registerSchemas();
    }

    public static String newKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            return Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One more process' worth of service on the same parts; it leaves the topics to the first. */
    ConfigurableApplicationContext another(String... settings) {
        Environment first = context.getEnvironment();
        Stream<String> same = Stream.of(
                        "spring.kafka.bootstrap-servers",
                        "carecontact.registry.url",
                        "spring.mongodb.uri",
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                        "carecontact.ids.key",
                        "carecontact.sealing.key",
                        "carecontact.receipts.key",
                        "carecontact.receipts.sm2.key")
                .filter(name -> Stream.of(settings).noneMatch(setting -> setting.startsWith("--" + name + "=")))
                .map(name -> "--" + name + "=" + first.getProperty(name));
        Stream<String> own = Stream.of("--server.port=0", "--spring.kafka.listener.auto-startup=false");
        return SpringApplication.run(
                ConsentServiceApplication.class,
                Stream.of(same, own, Stream.of(settings)).flatMap(all -> all).toArray(String[]::new));
    }

    @BeforeEach
    void world() {
        if (shared == null) {
            shared = new World(context);
        }
        world = shared;
    }

    /** The service is closed when the last test is over: with its broker gone first, it would wait for it. */
    static final class StopsBeforeItsParts implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext extension) {
            ConfigurableApplicationContext service =
                    (ConfigurableApplicationContext) SpringExtension.getApplicationContext(extension);
            var _ = extension
                    .getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(service, key -> (AutoCloseable) service::close);
        }
    }
}
