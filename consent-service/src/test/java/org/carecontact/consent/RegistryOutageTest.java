package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import java.net.URI;
import java.util.Map;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class RegistryOutageTest extends ServiceTest {

    @Test
    void without_the_registry_nothing_changes_and_the_same_command_succeeds_later() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        URI registry = URI.create(Installation.shared().registryUrl());
        try (TcpProxy line = TcpProxy.to("127.0.0.1", registry.getPort());
                ConfigurableApplicationContext fresh =
                        another("--carecontact.registry.url=http://127.0.0.1:" + line.port() + registry.getPath())) {
            World there = new World(fresh);
            Answer read = there.read(scene, patient);
            Map<String, Object> wanted = Map.of("viewing", read.text("viewing"));
            String path = "/consents/" + scene.request() + "/code";
            long before = world.stored(scene).orElseThrow().version();

            line.cut();
            Answer failed = there.post(path, patient, "one-key", wanted);
            isProblem(failed, 503, "unavailable");
            assertThat(failed.text("remedy")).contains("Idempotency-Key");
            assertThat(world.stored(scene).orElseThrow().version()).isEqualTo(before);

            line.heal();
            assertThat(there.post(path, patient, "one-key", wanted).status()).isEqualTo(202);
            assertThat(world.sign(scene, patient, world.signature(world.code(scene, 1), read))
                            .status())
                    .isEqualTo(200);
        }
    }
}
