package org.carecontact.consent.fhir;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.ReceiptView;

/** Writes the receipt of a consent as a Provenance with its signature (R4, 6.3 and 2.24.0.13). */
final class ProvenanceMapper {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private ProvenanceMapper() {}

    /** Returns the only one of a consent, under the consent's id; none before the signature. */
    static List<Element> resources(Known consent) {
        return consent.evidence().stream()
                .map(signature -> resource(consent.matter(), signature))
                .toList();
    }

    private static Element resource(Matter matter, Signature signature) {
        String request = matter.request().toString();
        return Element.resource("Provenance", request)
                .with("meta", Element.of("lastUpdated", signature.signedAt()))
                .with("target", List.of(Element.reference("Consent", request)))
                .with("occurredDateTime", signature.signedAt())
                .with("recorded", signature.signedAt())
                .with(
                        "agent",
                        List.of(
                                Element.of("type", Element.concept(TYPES, "author"))
                                        .with("who", Systems.signer(matter, signature)),
                                Element.of("type", Element.concept(TYPES, "assembler"))
                                        .with("who", Systems.service())
                                        .with("onBehalfOf", Systems.organization(matter))))
                .with(
                        "entity",
                        signature.documents().stream()
                                .map(document -> Element.of("role", "source").with("what", what(matter, document)))
                                .toList())
                .with("signature", List.of(signed(signature)));
    }

    private static Element what(Matter matter, ShownDocument document) {
        return Element.logical("DocumentReference", Systems.URI, Systems.form(matter.hospital(), document))
                .with("display", ConsentMapper.title(document));
    }

    /** The whole receipt as a compact JWS (RFC 7515, 7.1): what the key signed stands in it. */
    private static Element signed(Signature signature) {
        String[] parts = signature.receipt().jws().split("\\.", -1);
        String jws =
                String.join(".", parts[0], ReceiptView.of(signature.receipt()).payload(), parts[2]);
        return Element.of("type", List.of(Element.coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.7")))
                .with("when", signature.signedAt())
                .with(
                        "who",
                        Element.logical("Device", Systems.RECEIPT_KEYS, ReceiptView.keyId(signature.receipt()))
                                .with("display", "CareContact"))
                .with("targetFormat", "application/json")
                .with("sigFormat", "application/jose")
                .with("data", Base64.getEncoder().encodeToString(jws.getBytes(StandardCharsets.US_ASCII)));
    }
}
