package org.carecontact.consent.fhir;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of FHIR's JSON (R4, 2.6.2); what is absent or empty is left out. */
final class Element {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private Element() {}

    static Element of(String name, @Nullable Object value) {
        return new Element().with(name, value);
    }

    static Element resource(String type, String id) {
        return of("resourceType", type).with("id", id);
    }

    static Element coding(String system, String code) {
        return of("system", system).with("code", code);
    }

    /** A CodeableConcept with one coding. */
    static Element concept(String system, String code) {
        return of("coding", List.of(coding(system, code)));
    }

    /** A Reference to what no FHIR server of ours has, by its identifier (R4, 2.3.0.1). */
    static Element logical(String type, String system, String value) {
        return of("type", type).with("identifier", of("system", system).with("value", value));
    }

    static Element reference(String type, String id) {
        return of("reference", type + "/" + id);
    }

    Element with(String name, @Nullable Object value) {
        if (value != null && !(value instanceof Collection<?> all && all.isEmpty())) {
            members.put(name, value);
        }
        return this;
    }

    @JsonValue
    Map<String, Object> members() {
        return members;
    }
}
