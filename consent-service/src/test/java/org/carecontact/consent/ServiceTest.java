package org.carecontact.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.carecontact.messaging.EventCodec;
import org.carecontact.schemas.EventTypes;
import org.carecontact.testsupport.Installation;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on a real broker, registry and Mongo server; one for all tests of this kind. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class ServiceTest {

    static final String RECEIPTS_KEY = newKey();

    private static @org.jspecify.annotations.Nullable World shared;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    ApplicationContext context;

    @SuppressWarnings("NullAway.Init")
    World world;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry properties) {
        Installation.shared().registerInto(properties, "consent-service");
        properties.add("carecontact.receipts.key", () -> RECEIPTS_KEY);
        prepare();
    }

    static void prepare() {
        Installation.shared()
                .createTopics(
                        3,
                        "carecontact.requests",
                        "carecontact.decisions",
                        "carecontact.consents",
                        "consent-service.dead-letters");
        try {
            EventTypes.register(Installation.shared().confluentUrl());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String newKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            return Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void world() {
        if (shared == null) {
            shared = new World(context, context.getBean(EventCodec.class));
        }
        world = shared;
    }
}
