package org.carecontact.vendortwin.aliyun;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.sms.Digests;

/** The signature ACS3-HMAC-SHA256 (Aliyun page 2593177, "V3版本请求体&签名机制"). */
final class Acs3 {

    static final String ALGORITHM = "ACS3-HMAC-SHA256";

    private Acs3() {}

    /**
     * The signature that a request must carry, as hexadecimal digits.
     *
     * @param rawQuery as it was sent, where a space may be a plus
     * @param headers by names in lower case
     * @param signedHeaders names with semicolons between them
     */
    static String signature(
            String secret,
            String method,
            String rawQuery,
            Map<String, String> headers,
            String signedHeaders,
            byte[] body) {
        String fields = Arrays.stream(signedHeaders.split(";"))
                .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining());
        String canonical =
                String.join("\n", method, "/", canonical(rawQuery), fields, signedHeaders, Digests.sha256(body));
        return Digests.hex(Digests.hmac(
                secret.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                ALGORITHM + "\n" + Digests.sha256(canonical)));
    }

    /** The query decoded, encoded again by RFC 3986 and sorted: on the wire it is encoded in another way. */
    static String canonical(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return "";
        }
        return Arrays.stream(rawQuery.split("&"))
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    return Encoding.encoded(Encoding.decoded(name)) + "=" + Encoding.encoded(Encoding.decoded(value));
                })
                .sorted(Comparator.comparing(pair -> pair.substring(0, pair.indexOf('='))))
                .collect(Collectors.joining("&"));
    }
}
