package org.carecontact.consent.receipts;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of receipts: a JWK Set (RFC 7517) with one member more, {@code sm2}. Readers have to ignore members
 * that they do not know; among {@code keys}, common libraries fail on the curve.
 *
 * @param sm2 the one in use first
 */
record PublishedKeys(JWKSet es256, List<Sm2Key> sm2) {

    private static final String SM2 = "sm2";

    PublishedKeys {
        sm2 = List.copyOf(sm2);
    }

    /** Reads what {@link #toJson} writes. */
    static PublishedKeys parse(String json) throws ParseException {
        List<Sm2Key> keys = new ArrayList<>();
        Map<String, @Nullable Object> members = JSONObjectUtils.parse(json);
        for (Map<String, Object> jwk : orEmpty(JSONObjectUtils.getJSONObjectArray(members, SM2))) {
            keys.add(Sm2Key.ofJwk(new LinkedHashMap<>(jwk)));
        }
        return new PublishedKeys(JWKSet.parse(json), keys);
    }

    private static Map<String, Object>[] orEmpty(Map<String, Object> @Nullable [] all) {
        @SuppressWarnings("unchecked")
        Map<String, Object>[] none = new Map[0];
        return all == null ? none : all;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>(es256.toJSONObject(true));
        json.put(SM2, sm2.stream().map(Sm2Key::toPublicJwk).toList());
        return json;
    }

    @Nullable
    JWK es256(String kid) {
        return es256.getKeyByKeyId(kid);
    }

    @Nullable
    Sm2Key sm2(String kid) {
        return sm2.stream().filter(key -> key.kid().equals(kid)).findFirst().orElse(null);
    }
}
