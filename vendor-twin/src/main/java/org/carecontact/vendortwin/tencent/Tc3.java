package org.carecontact.vendortwin.tencent;

import java.nio.charset.StandardCharsets;
import org.carecontact.vendortwin.sms.Digests;

/** The signature TC3-HMAC-SHA256 of a POST with content type and host signed (Tencent Cloud, "签名方法 v3"). */
final class Tc3 {

    static final String ALGORITHM = "TC3-HMAC-SHA256";

    private Tc3() {}

    /**
     * The signature that a request must carry, as hexadecimal digits.
     *
     * @param scope date, service and tc3_request with slashes between them, as received
     * @param timestamp seconds of the epoch, as received
     */
    static String signature(
            String secret, String scope, String timestamp, String contentType, String host, byte[] body) {
        String canonical = "POST\n/\n\ncontent-type:" + contentType + "\nhost:" + host + "\n\ncontent-type;host\n"
                + Digests.sha256(body);
        byte[] key = ("TC3" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = Digests.hmac(key, part);
        }
        return Digests.hex(
                Digests.hmac(key, ALGORITHM + "\n" + timestamp + "\n" + scope + "\n" + Digests.sha256(canonical)));
    }
}
