package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

/** What comes over the wire when it is not one good block after the other. */
class LinesTest extends RunningGateway {

    private static final int LARGEST = 8 * 1024;
    private static final int CONNECTIONS = 4;

    private static final RunningService LIMITED = gateway()
            .with("carecontact.mllp.largest-message", LARGEST + "B")
            .with("carecontact.mllp.message-timeout", "800ms")
            .with("carecontact.mllp.first-message-timeout", "4s")
            .with("carecontact.mllp.connections", CONNECTIONS)
            .start();

    private final MeterRegistry meters = service.bean(MeterRegistry.class);

    LinesTest() {
        super(LIMITED);
    }

    private static SampleMessage good() {
        return SampleMessage.of("A04", SampleMessage.newVisit());
    }

    private static byte[] bytes(SampleMessage message) {
        return message.text().getBytes(StandardCharsets.UTF_8);
    }

    private double unframed() {
        return meters.get("carecontact.feed.unframed")
                .tag("hospital", "tongren")
                .counter()
                .count();
    }

    /** With the limit so low, a test must not find its predecessor's connections. */
    @Override
    MllpClient connect() {
        Eventually.holds(() -> feed().meters().connections() == 0);
        return super.connect();
    }

    private Feed feed() {
        return feed("tongren");
    }

    @Test
    void a_little_noise_between_blocks_is_passed_over() {
        try (MllpClient client = connect()) {
            client.write("\r\n\r\n");
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
            client.write("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void noise_without_end_closes_the_connection() {
        double before = unframed();
        try (MllpClient client = connect()) {
            client.write("x".repeat(2000));
            assertThat(client.closedByServer()).isTrue();
        }
        assertThat(unframed() - before).isEqualTo(1);
    }

    @Test
    void noise_that_no_block_follows_closes_the_connection() {
        try (MllpClient client = connect()) {
            client.write("GET / HTTP/1.1\r\n\r\n");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void a_silent_connection_stays_open() {
        try (MllpClient client = connect()) {
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
            await().during(1200, TimeUnit.MILLISECONDS)
                    .atMost(Eventually.LIMIT)
                    .until(() -> feed().meters().connections() == 1);
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void a_connection_that_never_says_anything_gives_its_place_back() {
        try (MllpClient silent = connect()) {
            assertThat(silent.closedByServer()).isTrue();
        }
    }

    @Test
    void half_a_message_is_not_waited_for() {
        String visit = SampleMessage.newVisit();
        byte[] block = MllpClient.block(bytes(SampleMessage.of("A04", visit)));
        try (MllpClient client = connect()) {
            client.write(java.util.Arrays.copyOf(block, block.length - 10));
            assertThat(client.closedByServer()).isTrue();
        }
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
    }

    @Test
    void a_message_byte_by_byte_is_not_waited_for_either() {
        byte[] block = MllpClient.block(bytes(good()));
        try (MllpClient client = connect();
                ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
            int[] next = {0};
            ScheduledFuture<?> drops = drip.scheduleAtFixedRate(
                    () -> client.write(new byte[] {block[next[0]++]}), 0, 50, TimeUnit.MILLISECONDS);
            assertThat(client.closedByServer()).isTrue();
            drops.cancel(true);
            assertThat(next[0]).isLessThan(block.length);
        }
    }

    @Test
    void a_sender_that_hangs_up_in_mid_message_leaves_nothing_behind() {
        double before = unframed();
        String visit = SampleMessage.newVisit();
        byte[] block = MllpClient.block(bytes(SampleMessage.of("A04", visit)));
        try (MllpClient client = connect()) {
            client.write(java.util.Arrays.copyOf(block, block.length - 10));
        }
        Eventually.holds(() -> unframed() - before == 1);
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
    }

    @Test
    void a_sender_that_hangs_up_before_the_answer_is_still_heard() {
        String visit = SampleMessage.newVisit();
        try (MllpClient client = connect()) {
            client.write(MllpClient.block(bytes(SampleMessage.of("A04", visit))));
        }
        Eventually.holds(() -> encounters.find("tongren", "tongren:" + visit).isPresent());
        try (MllpClient client = connect()) {
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void a_block_that_begins_anew_counts_from_there() {
        SampleMessage second = good();
        byte[] block = MllpClient.block(bytes(good()));
        try (MllpClient client = connect()) {
            client.write(java.util.Arrays.copyOf(block, block.length / 2));
            MllpClient.Answer answer = client.exchange(second);
            assertThat(answer.verdict()).isEqualTo("AA");
            assertThat(answer.field("MSA", 2)).isEqualTo(second.controlId());
        }
    }

    @Test
    void a_block_may_end_without_a_carriage_return() {
        try (MllpClient client = connect()) {
            for (String end : List.of("\u001c", "\u001c\n", "\u001c\r\n", "\u001c\r")) {
                SampleMessage message = good();
                client.write("\u000b" + message.text() + end);
                MllpClient.Answer answer = client.receive();
                assertThat(answer.verdict()).isEqualTo("AA");
                assertThat(answer.field("MSA", 2)).isEqualTo(message.controlId());
            }
            client.write("\u000b" + good().text() + "\u001c\u000b" + good().text() + "\u001c");
            assertThat(client.receive().verdict()).isEqualTo("AA");
            assertThat(client.receive().verdict()).isEqualTo("AA");
        }
    }

    @Test
    void what_nothing_here_needs_is_acknowledged_however_large_it_is() {
        try (MllpClient client = connect()) {
            SampleMessage report = good().set("MSH", 9, "ORU^R01");
            String picture = "OBX|1|ED|||" + "x".repeat(LARGEST) + "\r";
            MllpClient.Answer answer = client.exchange(report.text() + picture);
            assertThat(answer.verdict()).isEqualTo("AA");
            assertThat(answer.field("MSA", 3)).contains("Not used");
            assertThat(client.exchange(report.set("MSH", 4, "meiyan").text() + picture)
                            .verdict())
                    .isEqualTo("AR 207 MSH");
        }
    }

    @Test
    void a_block_without_its_last_byte_closes_the_connection() {
        byte[] block = MllpClient.block(bytes(good()));
        block[block.length - 1] = 'x';
        try (MllpClient client = connect()) {
            client.write(block);
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void a_message_that_is_too_large_is_rejected_and_the_connection_goes_on() {
        try (MllpClient client = connect()) {
            SampleMessage large = good();
            MllpClient.Answer answer = client.exchange(large.text() + "ZXX|" + "x".repeat(LARGEST) + "\r");
            assertThat(answer.verdict()).isEqualTo("AR 207 MSH");
            assertThat(answer.field("MSA", 2)).isEqualTo(large.controlId());
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void a_message_of_exactly_the_largest_size_is_read() {
        SampleMessage message = good();
        int room = LARGEST - bytes(message).length - "ZXX|\r".length();
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message.text() + "ZXX|" + "x".repeat(room) + "\r")
                            .verdict())
                    .isEqualTo("AA");
            assertThat(client.exchange(good().text() + "ZXX|" + "x".repeat(room + 100) + "\r")
                            .verdict())
                    .isEqualTo("AR 207 MSH");
        }
    }

    @Test
    void a_message_without_end_closes_the_connection() {
        try (MllpClient client = connect()) {
            try {
                client.write("\u000bMSH|");
                for (int i = 0; i < 100; i++) {
                    client.write("x".repeat(LARGEST));
                }
            } catch (UncheckedIOException _) {
                // Closed while we still write: just as well.
            }
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void messages_sent_without_waiting_are_answered_in_their_order() {
        int count = 50;
        List<String> controlIds = new ArrayList<>();
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            SampleMessage message = good();
            controlIds.add(message.controlId());
            blocks.writeBytes(MllpClient.block(bytes(message)));
        }
        try (MllpClient client = connect()) {
            client.write(blocks.toByteArray());
            for (String controlId : controlIds) {
                assertThat(client.receive().field("MSA", 2)).isEqualTo(controlId);
            }
        }
    }

    @Test
    void one_connection_too_many_is_turned_away_until_there_is_room() {
        List<MllpClient> clients = new ArrayList<>();
        try {
            clients.add(connect());
            for (int i = 1; i < CONNECTIONS; i++) {
                clients.add(super.connect());
            }
            clients.forEach(
                    client -> assertThat(client.exchange(good()).verdict()).isEqualTo("AA"));
            try (MllpClient oneTooMany = super.connect()) {
                assertThat(oneTooMany.closedByServer()).isTrue();
            }
            clients.removeFirst().close();
            Eventually.holds(() -> feed().meters().connections() < CONNECTIONS);
            clients.add(super.connect());
            assertThat(clients.getLast().exchange(good()).verdict()).isEqualTo("AA");
        } finally {
            clients.forEach(MllpClient::close);
        }
    }

    @Test
    void the_port_is_bound_to_loopback_alone() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses()
                    .filter(one -> one instanceof java.net.Inet4Address && !one.isLoopbackAddress())
                    .toList()) {
                assertThat(refuses(address)).as(network.getName()).isTrue();
            }
        }
        assertThat(refuses(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    private boolean refuses(InetAddress address) {
        try (Socket socket = new Socket(address, mllp("tongren"))) {
            return !socket.isConnected();
        } catch (java.io.IOException _) {
            return true;
        }
    }
}
