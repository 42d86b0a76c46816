package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Messages a second over some connections; run by name, never with the tests. */
class FeedSpeedMeasurement extends WholeGateway {

    private static final int MESSAGES = 6000;

    @Test
    void messages_a_second() throws Exception {
        measure(3, MESSAGES);
        for (int connections : new int[] {1, 3, 12}) {
            System.out.println("MEASURED " + measure(connections, MESSAGES));
        }
    }

    private String measure(int connections, int messages) throws Exception {
        List<Callable<long[]>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(() -> send(messages / connections));
        }
        OperatingSystemMXBean bean =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = bean.getProcessCpuTime();
        long started = System.nanoTime();
        List<Long> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (Future<long[]> one : threads.invokeAll(senders)) {
                Arrays.stream(one.get()).forEach(times::add);
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        times.sort(null);
        return "%d connections: %.0f messages/s, median %.2f ms, p99 %.2f ms, %.2f ms CPU a message (all parts and senders)"
                .formatted(
                        connections,
                        times.size() / seconds,
                        times.get(times.size() / 2) / 1e6,
                        times.get(times.size() * 99 / 100) / 1e6,
                        (bean.getProcessCpuTime() - cpu) / 1e6 / times.size());
    }

    private long[] send(int messages) {
        long[] times = new long[messages];
        try (MllpClient client = connect()) {
            for (int i = 0; i < messages; i++) {
                SampleMessage message = SampleMessage.of("A04", SampleMessage.newVisit());
                long started = System.nanoTime();
                MllpClient.Answer answer = client.exchange(message);
                times[i] = System.nanoTime() - started;
                assertThat(answer.code()).isEqualTo("AA");
            }
        }
        return times;
    }
}
