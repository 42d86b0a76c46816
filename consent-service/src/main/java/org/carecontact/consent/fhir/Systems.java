package org.carecontact.consent.fhir;

import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.jspecify.annotations.Nullable;

/** The systems that identifiers and codes are of, and who takes part in a consent, each by an identifier. */
final class Systems {

    static final String URI = "urn:ietf:rfc:3986";
    static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
    static final String PROBLEMS = "https://carecontact.org/problems";
    static final String REQUESTS = "https://carecontact.org/fhir/requests";
    static final String RECEIPT_KEYS = "https://carecontact.org/fhir/receipt-keys";
    static final String CONSENT_EVENTS = "https://carecontact.org/fhir/consent-events";
    static final String HOSPITALS = "https://carecontact.org/fhir/hospitals";

    private static final String SERVICES = "https://carecontact.org/fhir/services";
    private static final String EXTENSIONS = "https://carecontact.org/fhir/StructureDefinition/";

    private Systems() {}

    /** The ids that a hospital gives its patients. */
    static String patients(String hospital) {
        return hospital(hospital) + "/patients";
    }

    static String hospital(String hospital) {
        return HOSPITALS + "/" + hospital;
    }

    /** Names exactly one wording. */
    static String form(String hospital, ShownDocument document) {
        return "%s/forms/%s/%d/%s"
                .formatted(hospital(hospital), document.form(), document.version(), document.language());
    }

    /** An extension of ours; {@code value} names its type, as valueCode. */
    static Element extension(String name, String value, Object is) {
        return Element.of("url", EXTENSIONS + name).with(value, is);
    }

    static Element patient(Matter matter) {
        return Element.logical(
                "Patient", patients(matter.hospital()), matter.remaining().value());
    }

    static Element doctor(Matter matter) {
        return Element.logical(
                "Practitioner",
                hospital(matter.hospital()) + "/doctors",
                matter.doctor().value());
    }

    static Element organization(Matter matter) {
        return Element.logical("Organization", HOSPITALS, matter.hospital());
    }

    static Element service() {
        return Element.logical("Device", SERVICES, "consent-service").with("display", "CareContact");
    }

    /**
     * The person who signs. A guardian or family member is named by what they are to the patient only.
     *
     * @param signature null before it is signed
     */
    static Element signer(Matter matter, @Nullable Signature signature) {
        String relation = signature == null || signature.relation() == null ? "" : " (" + signature.relation() + ")";
        return switch (matter.signer()) {
            case PATIENT -> patient(matter);
            case GUARDIAN -> Element.of("type", "RelatedPerson").with("display", "Guardian of the patient" + relation);
            case FAMILY -> Element.of("type", "RelatedPerson").with("display", "Family of the patient" + relation);
        };
    }
}
