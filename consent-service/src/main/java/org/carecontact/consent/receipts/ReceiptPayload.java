package org.carecontact.consent.receipts;

import java.util.HashMap;
import java.util.Map;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.jspecify.annotations.Nullable;

/** Writes the canonical JSON of a receipt. */
final class ReceiptPayload {

    private static final String TYPE = "https://carecontact.org/receipts/consent/2";

    private ReceiptPayload() {}

    static String of(ReceiptContent content) {
        Map<String, Object> members = new HashMap<>(Map.ofEntries(
                Map.entry("type", TYPE),
                Map.entry("request", content.request().toString()),
                Map.entry("hospital", content.hospital()),
                Map.entry("pair", content.request().pair().toString()),
                Map.entry("signer", content.signer()),
                Map.entry("attestedRelation", orNone(content.attestedRelation())),
                Map.entry("attestedAuthority", orNone(content.attestedAuthority())),
                Map.entry(
                        "documents",
                        content.documents().stream()
                                .map(document -> Map.of(
                                        "kind", document.kind().name(),
                                        "form", document.form(),
                                        "version", document.version(),
                                        "language", document.language(),
                                        "sha256", document.sha256()))
                                .toList()),
                Map.entry("confirmations", content.confirmations()),
                Map.entry("separateConsent", true),
                Map.entry("shownAt", content.shownAt().toString()),
                Map.entry("signedAt", content.signedAt().toString()),
                Map.entry("validUntil", content.validUntil().toString())));
        if (content.renews() != null) {
            members.put("renews", content.renews());
        }
        return CanonicalJson.of(members);
    }

    /** A missing attestation is written down, not left out. */
    private static String orNone(@Nullable String attested) {
        return attested == null ? "NONE" : attested;
    }
}
