package org.carecontact.gateway.dialects;

import java.util.Locale;

/** The protocols by which hospitals send. */
public enum Door {
    /** HL7 v2 over MLLP. */
    HL7_V2("hl7-v2"),
    /** WS/T 846-2024: {@code HIPMessageServer} over SOAP. */
    WST_846("wst-846"),
    /** FHIR R4 over HTTP. */
    FHIR("fhir"),
    /** CSV with a header line, from a folder. */
    CSV("csv"),
    /** One FHIR resource a line, from a folder. */
    NDJSON("ndjson"),
    /** Avro records on a topic that the hospital's own producer writes. */
    KAFKA("kafka");

    private final String word;

    Door(String word) {
        this.word = word;
    }

    /** Its name in a dialect, a metric and an address. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word.toLowerCase(Locale.ROOT);
    }
}
