package org.carecontact.vendortwin.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What WeCom published, and what its kit seals. */
class SealedPushTest {

    private static final String CORP = "wx5823bf96d3bd56c7";
    private static final SealedPush PUSH = new SealedPush("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");

    @Test
    void the_published_question_has_the_published_signature() {
        assertThat(PUSH.signature(
                        "1409659589",
                        "263014780",
                        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="))
                .isEqualTo("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3");
    }

    @Test
    void a_message_is_sealed_as_the_kit_seals_it() {
        String sealed = PUSH.encrypted(
                "0123456789abcdef".getBytes(StandardCharsets.UTF_8),
                "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName></xml>",
                CORP);
        assertThat(sealed)
                .isEqualTo("sKqRbbiSUnDhFHOvPjtUMXhh54e/v9hV2FW4Exla+hE3/qtWppTHR+o2z4r8K3uSjRAti05ATrwNvr2mQ4JMu7Ur"
                        + "/P/rEC/BPxFwAsQIzv1iZ5BkC32EyaplJCruVm1MHQAcGMeZGy1HJ9TPFcW5tEkacCJhrAv909owZXYbIas=");
        assertThat(PUSH.signature("1409659813", "1372623149", sealed))
                .isEqualTo("25a87cd161d7a7ffda1b8bd8391149217341ebdd");
    }

    @Test
    void the_published_post_has_the_published_signature() {
        assertThat(PUSH.signature(
                        "1409659813",
                        "1372623149",
                        "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj91"
                                + "1L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue"
                                + "06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCK"
                                + "Iw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS"
                                + "9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZ"
                                + "Is2pDBS8R07+qN+E7Q=="))
                .isEqualTo("477715d11cdb4164915debcba66cb864d751f3e6");
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> new SealedPush("t", "abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
