package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.carecontact.consent.World.Answer;
import org.carecontact.consent.World.Scene;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SigningTest extends ServiceTest {

    private static final String[] SECTIONS = {
        "information-use", "supervision", "risks", "boundary", "right-to-cancel", "health-data"
    };

    @Test
    void the_patient_reads_gets_a_code_signs_and_keeps_a_receipt() throws ParseException {
        Scene scene = world.asked();
        String patient = World.patient(scene);

        Answer read = world.read(scene, patient);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("state")).isEqualTo("ASKED");
        assertThat(read.text("signer")).isEqualTo("PATIENT");
        assertThat(confirmations(read)).containsExactly(SECTIONS);
        JsonNode document = read.body().path("documents").path(0);
        assertThat(document.path("form").asString()).isEqualTo("default-consent");
        assertThat(document.path("language").asString()).isEqualTo("zh");
        assertThat(document.path("version").asInt()).isEqualTo(1);

        Answer sent = world.askForCode(scene, patient, read);
        assertThat(sent.status()).isEqualTo(202);
        assertThat(Instant.parse(sent.text("expiresAt")))
                .isCloseTo(Instant.now().plus(10, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS));

        Answer signed = world.sign(scene, patient, world.signature(world.code(scene, 1), read));
        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.text("state")).isEqualTo("SIGNED");

        ConsentAsked asked = world.hears(scene, ConsentAsked.class);
        ConsentSigned event = world.hears(scene, ConsentSigned.class);
        assertThat(world.heard(scene)).extracting(World.Heard::sequence).containsExactly(1L, 2L, 3L);
        assertThat(world.heard(scene)).extracting(World.Heard::key).containsOnly(scene.pair());
        assertThat(asked.getConsent().getState()).isEqualTo(ConsentState.ASKED);
        assertThat(event.getConsent().getState()).isEqualTo(ConsentState.SIGNED);
        assertThat(event.getConsent().getPatient()).isEqualTo(scene.patient());
        assertThat(event.getConsent().getDocuments()).singleElement().satisfies(shown -> {
            assertThat(shown.getForm()).isEqualTo("default-consent");
            assertThat(shown.getSha256()).isEqualTo(document.path("sha256").asString());
        });
        assertThat(Duration.between(
                        event.getConsent().getSignedAt(), event.getConsent().getValidUntil()))
                .isEqualTo(Duration.ofDays(365));
        assertThat(event.getConsent().getShownAt()).isBefore(event.getConsent().getSignedAt());

        JsonNode receipt = signed.body().path("receipt");
        Answer kept = world.get("/consents/" + scene.request() + "/receipt", patient);
        assertThat(kept.body()).isEqualTo(receipt);
        JWKSet keys = JWKSet.parse(world.get("/receipt-keys", "").body().toString());
        assertThat(new ReceiptVerifier(keys)
                        .isGenuine(
                                receipt.path("payload").asString(),
                                receipt.path("jws").asString()))
                .isTrue();
        assertThat(world.inForce(scene, World.doctor(scene))).isTrue();
    }

    private static List<String> confirmations(Answer read) {
        return read.body()
                .path("confirmations")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
