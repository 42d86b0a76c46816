package org.carecontact.notification.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.dispatch.Phones;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class HttpProviderTest {

    private static final Message MESSAGE =
            Message.plain("r-1/DOCTOR_ASKED/DOCTOR/0", "wecom", "13700137000", NoticeKind.DOCTOR_ASKED, "text");

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final Phones phones = new Phones();
    private final HttpProvider provider = patient(Duration.ofSeconds(60));

    private HttpProvider patient(Duration timeout) {
        return new HttpProvider(URI.create(phones.url()), timeout, new JsonMapper(), CLOCK);
    }

    @Test
    void a_message_is_handed_over_as_it_is() {
        assertThat(provider.send(MESSAGE)).isEqualTo(new CallOutcome.Accepted("m-" + MESSAGE.key()));
        assertThat(phones.all())
                .containsExactly(new Phones.Call(MESSAGE.key(), MESSAGE.system(), MESSAGE.to(), MESSAGE.text()));
    }

    @Test
    void an_acceptance_without_an_id_is_one() {
        phones.answer(Phones.status(202, ""));
        assertThat(provider.send(MESSAGE)).isEqualTo(new CallOutcome.Accepted(""));
    }

    @ParameterizedTest
    @CsvSource({"409, unsubscribed", "422, unknown-number"})
    void a_refusal_carries_its_code(int status, String reason) {
        phones.answer(Phones.status(status, "{\"reason\":\"" + reason + "\"}"));
        assertThat(provider.send(MESSAGE)).isEqualTo(new CallOutcome.RefusedForGood(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"Mr Wang 13700137000 said no\"}",
                "{\"reason\":\"13700137000\"}",
                "{\"reason\":7}",
                "no json",
                "{}",
                ""
            })
    void a_refusal_in_free_text_is_not_passed_on(String body) {
        phones.answer(Phones.status(422, body));
        assertThat(provider.send(MESSAGE)).isEqualTo(new CallOutcome.RefusedForGood("refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413})
    void a_failure_that_is_our_fault_is_one(int status) {
        phones.answer(Phones.status(status, ""));
        assertThat(provider.send(MESSAGE)).isEqualTo(new CallOutcome.RefusedOurFault("provider-answered-" + status));
    }

    @ParameterizedTest
    @CsvSource({"429, 90, 90", "503, 7200, 7200", "503, '', 0", "503, later, 0", "429, 99999999, 86400", "429, -5, 0"})
    void a_provider_that_is_busy_is_left_alone_as_long_as_it_says_a_day_at_most(
            int status, String after, long seconds) {
        phones.answer((call, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", after);
            Phones.status(status, "").to(call, exchange);
        });
        assertThat(provider.send(MESSAGE))
                .isEqualTo(new CallOutcome.RefusedUntil(NOW.plusSeconds(seconds), "provider-answered-" + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void a_failure_that_says_nothing_leaves_the_outcome_open(int status) {
        phones.answer(Phones.status(status, ""));
        assertThat(provider.send(MESSAGE)).isInstanceOf(CallOutcome.Unknown.class);
    }

    @Test
    void nobody_there_means_nothing_was_sent() {
        TcpProxy closed = TcpProxy.to("127.0.0.1", 9);
        closed.cut();
        HttpProvider nobody = new HttpProvider(
                URI.create("http://127.0.0.1:" + closed.port()), Duration.ofSeconds(1), new JsonMapper(), CLOCK);
        assertThat(nobody.send(MESSAGE)).isEqualTo(new CallOutcome.RefusedUntil(NOW, "provider-unreachable"));
        closed.close();
    }

    @Test
    void a_lost_connection_leaves_the_outcome_open_and_is_not_repeated_behind_our_back() {
        assertThat(provider.send(MESSAGE)).isInstanceOf(CallOutcome.Accepted.class); // the connection is pooled now
        phones.answer(Phones.HANG_UP);
        assertThat(provider.send(MESSAGE)).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(phones.all()).hasSize(2);
    }

    @Test
    void silence_leaves_the_outcome_open() {
        CountDownLatch done = new CountDownLatch(1);
        phones.answer((call, exchange) -> {
            try {
                boolean _ = done.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        assertThat(patient(Duration.ofSeconds(1)).send(MESSAGE)).isInstanceOf(CallOutcome.Unknown.class);
        done.countDown();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void an_answer_that_comes_in_drops_and_never_ends_leaves_the_outcome_open() {
        CountDownLatch done = new CountDownLatch(1);
        phones.answer((call, exchange) -> {
            exchange.sendResponseHeaders(202, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!done.await(50, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(patient(Duration.ofSeconds(1)).send(MESSAGE)).isInstanceOf(CallOutcome.Unknown.class);
        done.countDown();
    }

    @Test
    void a_message_does_not_print_the_person_or_the_text() {
        assertThat(MESSAGE.toString()).doesNotContain("13700137000").doesNotContain("text");
    }
}
