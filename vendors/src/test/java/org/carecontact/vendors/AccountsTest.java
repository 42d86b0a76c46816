package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Object> accounts() {
        URI api = URI.create("https://vendor.example");
        return Stream.of(
                new AliyunAccount(api, "id-1", "hush"),
                new TencentAccount(api, "id-1", "hush", "ap-guangzhou", "1400000001"),
                new WeChatAccount(api, api, "wx1", "hush"),
                new WeComAccount(api, "ww1", 1000002, "hush"));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void no_account_shows_its_secret(Object account) {
        assertThat(account).asString().contains("vendor.example").doesNotContain("hush", "id-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vendor.example",
                "http://10.0.0.1:80",
                "ftp://127.0.0.1",
                "vendor.example",
                "https://vendor.example/path",
                "https:///"
            })
    void secrets_go_by_https_or_stay_on_this_machine(String endpoint) {
        assertThatThrownBy(() -> new AliyunAccount(URI.create(endpoint), "id", "hush"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_timeout_is_never_endless() {
        URI api = URI.create("http://127.0.0.1:1");
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(11)}) {
            assertThatThrownBy(() -> new AliyunAccount(api, "id", "s", SECOND, wrong, SECOND))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new WeComAccount(api, "ww1", 1, "s", wrong, SECOND))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
