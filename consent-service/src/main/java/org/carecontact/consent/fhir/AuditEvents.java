package org.carecontact.consent.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.consents.domain.Signer;
import org.jspecify.annotations.Nullable;

/** Writes what happened to a consent as AuditEvents (R4, 6.4): all that its document says, the oldest first. */
final class AuditEvents {

    private static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";

    private AuditEvents() {}

    static List<Element> resources(Known consent) {
        Matter matter = consent.matter();
        List<Element> events = new ArrayList<>();
        events.add(event(matter, "asked", "originate", "C", consent.askedAt(), byService()));
        consent.evidence().ifPresent(signature -> {
            Element signer = by(Systems.signer(matter, signature));
            events.add(event(matter, "shown", "access", "R", signature.shownAt(), signer));
            events.add(event(matter, "signed", "attest", "U", signature.signedAt(), signer));
        });
        if (consent instanceof Ended ended) {
            events.add(end(ended));
        }
        return events;
    }

    private static Element end(Ended ended) {
        Matter matter = ended.matter();
        Instant at = ended.endedAt();
        Signature signature = ended.evidence().orElse(null);
        return switch (ended) {
            case Consent.Refused _ -> event(matter, "refused", "amend", "U", at, by(whoEnded(matter, signature)));
            case Consent.Withdrawn _ -> event(matter, "withdrawn", "amend", "U", at, by(whoEnded(matter, signature)));
            case Consent.Lapsed _ -> event(matter, "lapsed", "amend", "U", at, byService());
            case Consent.Expired _ -> event(matter, "expired", "amend", "U", at, byService());
            case Consent.Closed _ -> event(matter, "closed", "amend", "U", at, byService());
        };
    }

    /** A patient may end what somebody else has to sign, and which of the two it was is not recorded. */
    private static Element whoEnded(Matter matter, @Nullable Signature signature) {
        return matter.signer() == Signer.PATIENT
                ? Systems.patient(matter)
                : Element.of(
                        "display",
                        "The patient, or: "
                                + Systems.signer(matter, signature).members().get("display"));
    }

    private static Element by(Element person) {
        return Element.of("who", person).with("requestor", true);
    }

    private static Element byService() {
        return Element.of("who", Systems.service()).with("requestor", false);
    }

    private static Element event(Matter matter, String code, String type, String action, Instant at, Element agent) {
        String request = matter.request().toString();
        return Element.resource("AuditEvent", request + "-" + code)
                .with("meta", Element.of("lastUpdated", at))
                .with("type", Element.coding(LIFECYCLE, type))
                .with("subtype", List.of(Element.coding(Systems.CONSENT_EVENTS, code)))
                .with("action", action)
                .with("recorded", at)
                .with("outcome", "0")
                .with("agent", List.of(agent))
                .with("source", Element.of("observer", Systems.service()))
                .with(
                        "entity",
                        List.of(Element.of("what", Element.reference("Consent", request))
                                .with("type", Element.coding(Systems.RESOURCE_TYPES, "Consent"))));
    }
}
