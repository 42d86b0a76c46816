package org.carecontact.vendortwin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinSettingsTest {

    @Test
    void the_sandbox_has_every_vendor() {
        TwinSettings sandbox = TwinSettings.sandbox();
        assertThat(sandbox.aliyun()).hasSize(3);
        assertThat(sandbox.tencent()).hasSize(2);
        assertThat(sandbox.wecom()).hasSize(2);
        assertThat(sandbox.officialAccounts()).hasSize(1);
        assertThat(sandbox.port()).isZero();
        assertThat(sandbox.at("0.0.0.0", 8107, List.of("twin")).port()).isEqualTo(8107);
    }

    @Test
    void addresses_are_those_of_the_installation_and_none_where_it_has_none() {
        String text = "aliyun: [{access-key-id: a, access-key-secret: s, report-url: \"{{here}}/reports\"}]";
        assertThat(TwinSettings.read(text, Map.of("here", "http://127.0.0.1:8104"))
                        .aliyun()
                        .getFirst()
                        .reportUrl())
                .isEqualTo("http://127.0.0.1:8104/reports");
        assertThat(TwinSettings.read(text).aliyun().getFirst().reportUrl()).isEmpty();
    }

    @Test
    void no_text_of_settings_shows_a_secret() {
        assertThat(TwinSettings.sandbox().toString())
                .contains("twinAliyunKey")
                .doesNotContain("twinAliyunSecret")
                .doesNotContain("twinTencentKey")
                .doesNotContain("twinWeComSecret")
                .doesNotContain("twinAppSecret")
                .doesNotContain("twinPushToken")
                .doesNotContain("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
    }

    @Test
    void what_is_missing_is_named_and_what_may_be_missing_has_a_default() {
        assertThatThrownBy(() -> TwinSettings.read("aliyun: [{access-key-id: a}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("access-key-secret");
        TwinSettings small = TwinSettings.read("people: {\"+8614000000001\": 王测试}");
        assertThat(small.reportAfter()).isEqualTo(Duration.ofMillis(200));
        assertThat(small.people()).containsEntry("+8614000000001", "王测试");
        assertThat(small.aliyun()).isEmpty();
    }

    @Test
    void settings_make_no_objects_of_their_own_choice() {
        assertThatThrownBy(() -> TwinSettings.read("people: !!java.io.File [/]"))
                .isInstanceOf(RuntimeException.class);
    }
}
