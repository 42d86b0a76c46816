package org.carecontact.vendors;

import java.net.URI;
import java.time.Duration;

/**
 * An account for text messages at Alibaba Cloud.
 *
 * @param endpoint scheme and host, as {@code https://dysmsapi.aliyuncs.com}
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 * @param settleAfter how long after sending a message that the vendor does not list counts as not sent
 */
public record AliyunAccount(
        URI endpoint,
        String accessKeyId,
        String accessKeySecret,
        Duration connectTimeout,
        Duration readTimeout,
        Duration settleAfter) {

    /** The account with the time-outs that suit the real vendor. */
    public AliyunAccount(URI endpoint, String accessKeyId, String accessKeySecret) {
        this(
                endpoint,
                accessKeyId,
                accessKeySecret,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2));
    }

    public AliyunAccount {
        Endpoints.check(endpoint, connectTimeout, readTimeout);
    }

    /** Leaves out the keys. */
    @Override
    public String toString() {
        return "AliyunAccount[" + endpoint + "]";
    }
}
