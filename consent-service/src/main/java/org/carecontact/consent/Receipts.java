package org.carecontact.consent;

import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.Receipt;
import org.carecontact.consent.domain.Viewing;

/** What a receipt says: canonical JSON, without a name or a number to call. */
final class Receipts {

    private static final String TYPE = "https://carecontact.org/receipts/consent/1";

    private Receipts() {}

    static String payload(
            Matter matter, Viewing viewing, Instant signedAt, Instant validUntil, List<String> confirmations) {
        return CanonicalJson.of(Map.ofEntries(
                Map.entry("type", TYPE),
                Map.entry("request", matter.request()),
                Map.entry("hospital", matter.hospital()),
                Map.entry("pair", matter.pair()),
                Map.entry("signer", matter.signer().name()),
                Map.entry(
                        "documents",
                        viewing.documents().stream()
                                .map(document -> Map.of(
                                        "kind", document.kind().name(),
                                        "form", document.form(),
                                        "version", document.version(),
                                        "language", document.language(),
                                        "sha256", document.sha256()))
                                .toList()),
                Map.entry("confirmations", confirmations),
                Map.entry("separateConsent", true),
                Map.entry("shownAt", viewing.shownAt().toString()),
                Map.entry("signedAt", signedAt.toString()),
                Map.entry("validUntil", validUntil.toString())));
    }

    /** As in the middle of a JWS. */
    static String payloadPart(Receipt receipt) {
        return Base64URL.encode(receipt.payload()).toString();
    }
}
