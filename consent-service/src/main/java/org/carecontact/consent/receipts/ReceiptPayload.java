package org.carecontact.consent.receipts;

import java.util.List;
import java.util.Map;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.jspecify.annotations.Nullable;

/** Writes the canonical JSON of a receipt. */
final class ReceiptPayload {

    private static final String TYPE = "https://carecontact.org/receipts/consent/3";

    /** The member that says which signatures the receipt has: none can be taken away. */
    static final String SIGNATURES = "signatures";

    static final List<String> ES256 = List.of("ES256");
    static final List<String> ES256_AND_SM2 = List.of("ES256", Sm2Key.ALGORITHM);

    private ReceiptPayload() {}

    static String of(ReceiptContent content, boolean sm2) {
        return CanonicalJson.of(Map.ofEntries(
                Map.entry("type", TYPE),
                Map.entry(SIGNATURES, sm2 ? ES256_AND_SM2 : ES256),
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
    }

    /** A missing attestation is written down, not left out. */
    private static String orNone(@Nullable String attested) {
        return attested == null ? "NONE" : attested;
    }
}
