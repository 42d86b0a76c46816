package org.carecontact.consent.receipts;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.consent.receipts.domain.Sm2Signature;
import org.jspecify.annotations.Nullable;

/**
 * A receipt over HTTP and as it is kept: in one text, whose members stand in this order without spaces.
 *
 * @param payload canonical JSON in base64url, as in the middle of a compact JWS
 * @param jws header and signature of the detached JWS
 * @param sm2 the second signature, over the canonical JSON itself; null where the payload names none
 */
@JsonPropertyOrder({"payload", "jws", "sm2"})
public record ReceiptView(
        String payload, String jws, @Nullable Sm2View sm2) {

    /**
     * The second signature.
     *
     * @param signature DER in base64url
     */
    @JsonPropertyOrder({"alg", "kid", "signature"})
    record Sm2View(String alg, String kid, String signature) {
        static Sm2View of(Sm2Signature sm2) {
            return new Sm2View(Sm2Key.ALGORITHM, sm2.kid(), sm2.signature());
        }
    }

    public static ReceiptView of(Receipt receipt) {
        return new ReceiptView(
                Base64URL.encode(receipt.payload()).toString(),
                receipt.jws(),
                receipt.sm2() == null ? null : Sm2View.of(receipt.sm2()));
    }

    /** Returns the kid of the key that made the first signature. */
    public static String keyId(Receipt receipt) {
        try {
            return JWSHeader.parse(new Base64URL(
                            receipt.jws().substring(0, receipt.jws().indexOf('.'))))
                    .getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException("a receipt without a readable header", e);
        }
    }

    /** Reads the text of a receipt; none when it is spelled in any other way. */
    static Optional<ReceiptView> parse(String text) {
        try {
            Map<String, @Nullable Object> members = JSONObjectUtils.parse(text);
            if (members == null) {
                return Optional.empty();
            }
            Map<String, Object> sm2 = JSONObjectUtils.getJSONObject(members, "sm2");
            ReceiptView view = new ReceiptView(
                    text(members, "payload"),
                    text(members, "jws"),
                    sm2 == null ? null : new Sm2View(text(sm2, "alg"), text(sm2, "kid"), text(sm2, "signature")));
            return Optional.of(view).filter(one -> one.text().equals(text));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the only text of it; base64url needs no escapes. */
    String text() {
        String second = sm2 == null
                ? ""
                : ",\"sm2\":{\"alg\":\"%s\",\"kid\":\"%s\",\"signature\":\"%s\"}"
                        .formatted(sm2.alg(), sm2.kid(), sm2.signature());
        return "{\"payload\":\"%s\",\"jws\":\"%s\"%s}".formatted(payload, jws, second);
    }

    private static String text(Map<String, ? extends @Nullable Object> members, String name) {
        return members.get(name) instanceof String value ? value : "";
    }
}
