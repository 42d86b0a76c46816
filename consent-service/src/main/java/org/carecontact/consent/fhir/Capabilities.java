package org.carecontact.consent.fhir;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what this service can do as a CapabilityStatement (R4, 5.1). */
final class Capabilities {

    private static final String SEARCH_PARAMETERS = "http://hl7.org/fhir/SearchParameter/";

    private Capabilities() {}

    /**
     * Writes it.
     *
     * @param version of the software; null when it was not built as a release
     */
    static Element statement(String base, @Nullable String version) {
        return Element.of("resourceType", "CapabilityStatement")
                .with("status", "active")
                .with("date", "2026-11-27")
                .with("kind", "instance")
                .with(
                        "software",
                        Element.of("name", "CareContact consent-service").with("version", version))
                .with(
                        "implementation",
                        Element.of("description", "The consents of a hospital, for the hospital's own systems")
                                .with("url", base))
                .with("fhirVersion", "4.0.1")
                .with("format", List.of("json", FhirController.FHIR_JSON))
                .with(
                        "rest",
                        List.of(Element.of("mode", "server")
                                .with(
                                        "security",
                                        Element.of(
                                                        "service",
                                                        List.of(Element.concept(
                                                                "http://terminology.hl7.org/CodeSystem/restful-security-service",
                                                                "OAuth")))
                                                .with("description", "A bearer token of a system of the hospital"))
                                .with(
                                        "resource",
                                        List.of(
                                                resource(
                                                        "Consent",
                                                        parameter("patient", "reference", "clinical-patient"),
                                                        parameter("_lastUpdated", "date", "Resource-lastUpdated")),
                                                resource(
                                                        "Provenance",
                                                        parameter("target", "reference", "Provenance-target")),
                                                resource(
                                                        "AuditEvent",
                                                        parameter("entity", "reference", "AuditEvent-entity"))))));
    }

    private static Element resource(String type, Element... parameters) {
        return Element.of("type", type)
                .with(
                        "interaction",
                        Stream.of("read", "search-type")
                                .map(code -> Element.of("code", code))
                                .toList())
                .with("versioning", "no-version")
                .with("searchParam", List.of(parameters));
    }

    private static Element parameter(String name, String type, String definition) {
        return Element.of("name", name)
                .with("definition", SEARCH_PARAMETERS + definition)
                .with("type", type);
    }
}
