package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.carecontact.gateway.adt.Sender;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTest {

    private static GatewayProperties of(Sender... ports) {
        return new GatewayProperties(
                List.of(ports),
                new GatewayProperties.Mllp(
                        InetAddress.getLoopbackAddress(),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1),
                new GatewayProperties.Mongo(Duration.ofSeconds(1)));
    }

    private static Sender port(String hospital, int port) {
        return new Sender(hospital, port, null, ZoneId.of("Asia/Shanghai"), StandardCharsets.UTF_8);
    }

    @Test
    void each_hospital_has_a_port_of_its_own() {
        assertThat(of(port("tongren", 1), port("meiyan", 2)).feeds()).hasSize(2);
        assertThatThrownBy(() -> of(port("tongren", 1), port("meiyan", 1))).hasMessageContaining("meiyan and 1");
        assertThatThrownBy(() -> of(port("tongren", 1), port("tongren", 2))).hasMessageContaining("tongren and 2");
        assertThatThrownBy(() -> of(port("Tong:ren", 1))).hasMessageContaining("Tong:ren");
    }
}
