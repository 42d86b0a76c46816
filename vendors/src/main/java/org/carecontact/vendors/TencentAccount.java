package org.carecontact.vendors;

import java.net.URI;
import java.time.Duration;

/**
 * An account for text messages at Tencent Cloud.
 *
 * @param endpoint scheme and host, as {@code https://sms.tencentcloudapi.com}
 * @param region as {@code ap-guangzhou}
 * @param sdkAppId the id of the SMS application
 * @param connectTimeout how long a connection may take, whole seconds
 * @param readTimeout how long an answer may take, whole seconds
 * @param settleAfter how long after sending a message without any report counts as not sent: Tencent can be asked for
 *     reports only, and these come when the carrier knows, as a rule within minutes
 */
public record TencentAccount(
        URI endpoint,
        String secretId,
        String secretKey,
        String region,
        String sdkAppId,
        Duration connectTimeout,
        Duration readTimeout,
        Duration settleAfter) {

    /** The account with the time-outs that suit the real vendor. */
    public TencentAccount(URI endpoint, String secretId, String secretKey, String region, String sdkAppId) {
        this(
                endpoint,
                secretId,
                secretKey,
                region,
                sdkAppId,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(15));
    }

    public TencentAccount {
        Endpoints.check(endpoint, connectTimeout, readTimeout);
    }

    /** Leaves out the keys. */
    @Override
    public String toString() {
        return "TencentAccount[" + endpoint + ", " + sdkAppId + "]";
    }
}
