package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

/** Documents are checked one after the other, for a limited time, and not too many wait. */
class DocumentChecksTest {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Test
    void checks_that_take_too_long_are_stopped() throws InterruptedException {
        try (DocumentChecks checks = new DocumentChecks(Duration.ofMillis(50), 1)) {
            assertThatThrownBy(() -> checks.run("document", this::untilInterrupted))
                    .isInstanceOf(PolicyRefused.class)
                    .hasMessageStartingWith("document, line 1: the checks took longer");
            assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(checks.run("document", () -> 1)).isEqualTo(1);
        }
    }

    @Test
    void while_one_is_checked_and_one_waits_a_third_is_told_to_come_again() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (DocumentChecks checks = new DocumentChecks(Duration.ofMinutes(1), 1);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> checks.run("document", () -> {
                running.countDown();
                go.await();
                return 1;
            }));
            running.await();
            Future<Integer> second = callers.submit(() -> checks.run("document", () -> 2));
            while (checks.waiting() == 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> checks.run("document", () -> 3))
                    .isInstanceOfSatisfying(ErrorResponseException.class, busy -> {
                        assertThat(busy.getStatusCode().value()).isEqualTo(503);
                        assertThat(busy.getHeaders().getFirst("Retry-After")).isEqualTo("5");
                    });
            go.countDown();
            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(2);
        }
    }

    @Test
    void several_documents_share_one_budget_and_a_missing_text_is_an_empty_document() {
        try (DocumentChecks checks = new DocumentChecks()) {
            String dear = CaseBudgetTest.rules(3, 3);
            assertThat(checks.parse("candidate", List.of(dear))).hasSize(1);
            assertThatThrownBy(() -> checks.parse("candidate", Collections.nCopies(20, dear)))
                    .isInstanceOf(PolicyRefused.class)
                    .hasMessageContaining("cases would have to be tried");
            assertThatThrownBy(() -> checks.parse("candidate", Collections.singletonList(null)))
                    .hasMessageStartingWith("candidate, line 1: the document is empty");
            assertThatThrownBy(() -> checks.parse("candidate", Collections.nCopies(21, "a: b")))
                    .hasMessageContaining("at most 20");
        }
    }

    private int untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        stopped.countDown();
        return 0;
    }
}
