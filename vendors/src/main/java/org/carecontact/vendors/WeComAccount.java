package org.carecontact.vendors;

import java.net.URI;
import java.time.Duration;

/**
 * One application of one WeCom enterprise; each application has a token of its own.
 *
 * @param api where calls go, as {@code https://qyapi.weixin.qq.com}
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 */
public record WeComAccount(
        URI api, String corpId, int agentId, String secret, Duration connectTimeout, Duration readTimeout) {

    /** The account with the time-outs that suit the real vendor. */
    public WeComAccount(URI api, String corpId, int agentId, String secret) {
        this(api, corpId, agentId, secret, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    public WeComAccount {
        Endpoints.check(api, connectTimeout, readTimeout);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "WeComAccount[" + api + ", " + corpId + ", " + agentId + "]";
    }
}
