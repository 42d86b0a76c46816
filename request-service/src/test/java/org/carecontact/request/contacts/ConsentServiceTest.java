package org.carecontact.request.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.carecontact.localparts.Ports;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;

class ConsentServiceTest {

    private static final RequestId REQUEST = RequestId.of("abcdefghijklmnopqrstuvwxyz-1");

    @Test
    void a_consent_service_that_is_down_gives_no_yes() {
        assertThat(new ConsentService("http://127.0.0.1:" + Ports.free()).ask(REQUEST, "t"))
                .isEqualTo(ConsentInForce.Answer.UNKNOWN);
    }

    @Test
    void c8_a_consent_service_that_is_down_lets_no_doctor_accept() {
        assertThat(new ConsentService("http://127.0.0.1:" + Ports.free()).of("t"))
                .isEqualTo(PairCommand.Terms.UNKNOWN);
    }

    @Test
    void a_consent_service_that_hangs_gives_no_yes() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConsentService hanging = new ConsentService("http://127.0.0.1:" + silent.getLocalPort());
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThat(hanging.ask(REQUEST, "t")).isEqualTo(ConsentInForce.Answer.UNKNOWN));
        }
    }
}
