package org.carecontact.consent.receipts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.ReceiptProperties.Sm2;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/** Keys and contents of receipts. */
final class SampleReceipts {

    static final ReceiptContent CONTENT = content("meiyan", "2026-11-23T08:04:00Z");

    private SampleReceipts() {}

    static ReceiptContent content(String hospital, String signedAt) {
        return new ReceiptContent(
                hospital,
                RequestId.of("aaaaaaaaaaaaaaaaaaaaaaaaaa-2"),
                "GUARDIAN",
                "MOTHER",
                null,
                List.of(
                        new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "ab".repeat(32)),
                        new ShownDocument(
                                DocumentKind.SERVICE_AGREEMENT, "default-service-agreement", 1, "zh", "cd".repeat(32))),
                List.of("risks", "service-fees"),
                Instant.parse("2026-11-23T08:00:00.120Z"),
                Instant.parse(signedAt),
                Instant.parse("2027-11-23T08:04:00Z"),
                null);
    }

    static ReceiptContent renewing(ReceiptContent one, String renews) {
        return new ReceiptContent(
                one.hospital(),
                one.request(),
                one.signer(),
                one.attestedRelation(),
                one.attestedAuthority(),
                one.documents(),
                one.confirmations(),
                one.shownAt(),
                one.signedAt(),
                one.validUntil(),
                renews);
    }

    /** Keys for ES256 alone. */
    static ReceiptKeys keys(@Nullable String es256, String... former) {
        return keys(es256, List.of(former), null, List.of());
    }

    static ReceiptKeys keys(@Nullable String es256, List<String> former, @Nullable String sm2, List<String> formerSm2) {
        return ReceiptKeys.of(new ReceiptProperties(es256, former, new Sm2(sm2, formerSm2), Map.of(), null));
    }

    /** A fresh key for each algorithm. */
    static ReceiptKeys bothKeys() {
        return keys(es256Key(), List.of(), sm2Key(), List.of());
    }

    static String es256Key() {
        try {
            return Base64.getEncoder()
                    .encodeToString(new ECKeyGenerator(Curve.P_256)
                            .generate()
                            .toECPrivateKey()
                            .getEncoded());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sm2Key() {
        byte[] d = new byte[32];
        new SecureRandom().nextBytes(d);
        d[0] &= 0x7f; // below the order of the curve
        return "{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\"" + Base64URL.encode(d) + "\"}";
    }
}
