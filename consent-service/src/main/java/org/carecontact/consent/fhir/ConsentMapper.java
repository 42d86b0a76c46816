package org.carecontact.consent.fhir;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.jspecify.annotations.Nullable;

/** Writes a consent as a Consent (R4, 6.2). */
final class ConsentMapper {

    private static final String V3 = "http://terminology.hl7.org/CodeSystem/v3-";

    private ConsentMapper() {}

    static Element resource(Known consent, Instant now) {
        Matter matter = consent.matter();
        Signature signature = consent.evidence().orElse(null);
        List<ShownDocument> documents = signature == null ? List.of() : signature.documents();
        String request = matter.request().toString();
        return Element.resource("Consent", request)
                .with("meta", Element.of("lastUpdated", consent.since()))
                .with("extension", List.of(Systems.extension("consent-state", "valueCode", consent.name())))
                .with(
                        "identifier",
                        List.of(Element.of("system", Systems.REQUESTS).with("value", request)))
                .with("status", status(consent, now))
                .with("scope", Element.concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"))
                .with("category", List.of(Element.concept("http://loinc.org", "59284-0")))
                .with("patient", Systems.patient(matter))
                .with("dateTime", decidedAt(consent, signature))
                .with("performer", List.of(Systems.signer(matter, signature)))
                .with("organization", List.of(Systems.organization(matter)))
                .with("sourceReference", source(matter, documents))
                .with(
                        "policy",
                        documents.stream()
                                .map(document -> policy(matter, document))
                                .toList())
                .with("policyRule", Element.concept(V3 + "ActCode", "OPTIN"))
                .with("verification", signature == null ? null : List.of(verification(matter, signature)))
                .with("provision", provision(consent, signature));
    }

    /** A signature that is over counts no longer, also in the moment before its end is recorded. */
    private static String status(Known consent, Instant now) {
        return switch (consent) {
            case Consent.Asked _ -> "proposed";
            case Consent.Signed signed -> signed.inForce(now) ? "active" : "inactive";
            case Consent.Refused _ -> "rejected";
            case Consent.Withdrawn _, Consent.Lapsed _, Consent.Expired _, Consent.Closed _ -> "inactive";
        };
    }

    private static Instant decidedAt(Known consent, @Nullable Signature signature) {
        if (signature != null) {
            return signature.signedAt();
        }
        return consent instanceof Consent.Refused refused ? refused.endedAt() : consent.askedAt();
    }

    /** The consent form; a service agreement stands under policy only. */
    private static @Nullable Element source(Matter matter, List<ShownDocument> documents) {
        return documents.stream()
                .filter(document -> document.kind() == DocumentKind.CONSENT)
                .findFirst()
                .map(document -> Element.logical(
                                "DocumentReference", Systems.URI, Systems.form(matter.hospital(), document))
                        .with("display", title(document)))
                .orElse(null);
    }

    static String title(ShownDocument document) {
        return "%s, version %d, %s".formatted(document.form(), document.version(), document.language());
    }

    private static Element policy(Matter matter, ShownDocument document) {
        return Element.of("extension", List.of(Systems.extension("sha256", "valueString", document.sha256())))
                .with("authority", Systems.hospital(matter.hospital()))
                .with("uri", Systems.form(matter.hospital(), document));
    }

    /** Nobody signs without the one-time code that was sent to them. */
    private static Element verification(Matter matter, Signature signature) {
        return Element.of("extension", List.of(Systems.extension("verification-method", "valueCode", "one-time-code")))
                .with("verified", true)
                .with("verifiedWith", Systems.signer(matter, signature))
                .with("verificationDate", signature.signedAt());
    }

    private static Element provision(Known consent, @Nullable Signature signature) {
        return Element.of("type", "permit")
                .with("period", signature == null ? null : period(consent, signature))
                .with(
                        "actor",
                        List.of(Element.of("role", Element.concept(V3 + "ParticipationType", "IRCP"))
                                .with("reference", Systems.doctor(consent.matter()))))
                .with("action", List.of(Element.concept("http://terminology.hl7.org/CodeSystem/consentaction", "use")))
                .with("purpose", List.of(Element.coding(V3 + "ActReason", "PATRQT")))
                .with("class", List.of(Element.coding(Systems.RESOURCE_TYPES, "Communication")));
    }

    /** What the signature permitted, cut short where it was ended. */
    private static Element period(Known consent, Signature signature) {
        Instant end = consent instanceof Consent.Ended ended && ended.endedAt().isBefore(signature.validUntil())
                ? ended.endedAt()
                : signature.validUntil();
        return Element.of("start", signature.signedAt()).with("end", end);
    }
}
