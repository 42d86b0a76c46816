package org.carecontact.consent.receipts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.receipts.ReceiptProperties.Controller;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.jspecify.annotations.Nullable;

/** Writes the canonical JSON of a receipt, with the fields of ISO/IEC TS 27560:2023 that are known here. */
final class ReceiptPayload {

    /** The member that says which signatures the receipt has: none can be taken away. */
    static final String SIGNATURES = "signatures";

    static final List<String> ES256 = List.of("ES256");
    static final List<String> ES256_AND_SM2 = List.of("ES256", Sm2Key.ALGORITHM);

    private static final String TYPE = "https://carecontact.org/receipts/consent/3";

    /** What the product itself does with the data, whatever the form says besides. */
    private static final List<Map<String, Object>> PURPOSES = List.of(
            Map.of(
                    "purpose", "DIRECT_CONTACT",
                    "lawfulBasis", "PIPL-13-1-1",
                    "categories", List.of("VISITS", "MEDICAL_NEED", "CONTACT_POINTS")),
            Map.of(
                    "purpose", "ASSESSMENT_OF_THE_REQUEST",
                    "lawfulBasis", "PIPL-29",
                    "categories", List.of("HEALTH")));

    private ReceiptPayload() {}

    static String of(ReceiptContent content, Controller controller, boolean sm2) {
        Map<String, Object> members = new LinkedHashMap<>(Map.ofEntries(
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
                Map.entry("purposes", PURPOSES),
                Map.entry("jurisdiction", "CN"),
                Map.entry("withdrawal", "/consents/" + content.request() + "/withdrawal"),
                Map.entry("state", "GIVEN"),
                Map.entry("shownAt", content.shownAt().toString()),
                Map.entry("signedAt", content.signedAt().toString()),
                Map.entry("validUntil", content.validUntil().toString())));
        put(members, "controllerName", controller.name());
        put(members, "controllerContact", controller.contact());
        put(members, "retention", controller.retention());
        put(members, "renews", content.renews());
        return CanonicalJson.of(members);
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }

    /** A missing attestation is written down, not left out. */
    private static String orNone(@Nullable String attested) {
        return attested == null ? "NONE" : attested;
    }
}
