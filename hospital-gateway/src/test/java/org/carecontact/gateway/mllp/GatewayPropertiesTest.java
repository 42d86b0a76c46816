package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTest {

    private static GatewayProperties of(GatewayProperties.Door... ports) {
        return new GatewayProperties(
                List.of(ports),
                new GatewayProperties.Mllp(
                        InetAddress.getLoopbackAddress(),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1),
                new GatewayProperties.Mongo(Duration.ofSeconds(1)));
    }

    private static GatewayProperties.Door port(String hospital, int port) {
        return new GatewayProperties.Door(hospital, port, new ClassPathResource("dialects/hl7-v2.yml"));
    }

    @Test
    void each_hospital_has_a_port_of_its_own() {
        assertThat(of(port("tongren", 1), port("meiyan", 2)).feeds()).hasSize(2);
        assertThatThrownBy(() -> of(port("tongren", 1), port("meiyan", 1))).hasMessageContaining("meiyan and 1");
        assertThatThrownBy(() -> of(port("tongren", 1), port("tongren", 2))).hasMessageContaining("tongren and 2");
        assertThatThrownBy(() -> of(port("Tong:ren", 1))).hasMessageContaining("Tong:ren");
    }
}
