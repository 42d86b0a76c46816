package org.carecontact.sandbox.compose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints an .env with new secrets for docker-compose.yml. */
public final class FreshSecrets {

    private FreshSecrets() {}

    public static void main(String[] args) throws JOSEException {
        make().forEach((name, value) -> System.out.println(name + "='" + value + "'"));
    }

    static Map<String, String> make() throws JOSEException {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("CARECONTACT_IDS_KEY", random());
        secrets.put("CARECONTACT_SEALING_KEY", random());
        secrets.put("CARECONTACT_INBOUND_KEYS", "1:" + random());
        secrets.put(
                "CARECONTACT_RECEIPTS_KEY",
                new ECKeyGenerator(Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate()
                        .toJSONString());
        secrets.put("CARECONTACT_RECEIPTS_SM2_KEY", sm2Key());
        secrets.put(
                "CARECONTACT_ISSUER_TOKENKEY",
                new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate().toJSONString());
        secrets.put("CARECONTACT_ISSUER_PASSWORDSEED", random());
        secrets.put("KAFKA_PASSWORD", password());
        secrets.put("MONGO_PASSWORD", password());
        secrets.put("MONGO_KEY", random());
        return secrets;
    }

    /** A private key on the curve of SM2, as a JWK: the public half comes from it. */
    public static String sm2Key() {
        byte[] d = new byte[32];
        new SecureRandom().nextBytes(d);
        d[0] &= 0x7f; // below the order of the curve
        return "{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\"" + Base64URL.encode(d) + "\"}";
    }

    /** Letters and digits only: it stands in URLs and in JAAS configurations. */
    private static String password() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
