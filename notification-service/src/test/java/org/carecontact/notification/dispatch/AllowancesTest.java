package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.kernel.Kernel;
import org.carecontact.notification.dispatch.domain.AllowanceDecider;
import org.junit.jupiter.api.Test;

final class AllowancesTest {

    private static final int MOST = 5;

    /** Each with nothing but the store in common. */
    private final List<Allowances> instances = List.of(instance(), instance());

    private static Allowances instance() {
        Kernel kernel = RunningNotifications.SERVICE.bean(Kernel.class);
        return new Allowances(kernel.documents(new Allowances.OfPersons(new AllowanceDecider(MOST, MOST))));
    }

    @Test
    void two_instances_at_once_let_no_more_messages_through_than_one() throws Exception {
        Instant now = Instant.now();
        List<Future<Optional<Instant>>> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 6 * MOST; i++) {
                Allowances instance = instances.get(i % 2);
                taken.add(threads.submit(() -> instance.take("allowances", "allowances:PATIENT:P1/PATIENT", now)));
            }
        }
        int allowed = 0;
        for (Future<Optional<Instant>> one : taken) {
            allowed += one.get().isEmpty() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(MOST);
        assertThat(instances.getFirst().take("allowances", "allowances:PATIENT:P2/PATIENT", now))
                .isEmpty();
    }
}
