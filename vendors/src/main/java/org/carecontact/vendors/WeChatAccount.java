package org.carecontact.vendors;

import java.net.URI;
import java.time.Duration;

/**
 * A WeChat official account.
 *
 * @param api where calls go, as {@code https://api.weixin.qq.com}
 * @param open where people are sent to log in, as {@code https://open.weixin.qq.com}
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 */
public record WeChatAccount(
        URI api, URI open, String appId, String secret, Duration connectTimeout, Duration readTimeout) {

    /** The account with the time-outs that suit the real vendor. */
    public WeChatAccount(URI api, URI open, String appId, String secret) {
        this(api, open, appId, secret, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    public WeChatAccount {
        Endpoints.check(api, connectTimeout, readTimeout);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "WeChatAccount[" + api + ", " + appId + "]";
    }
}
