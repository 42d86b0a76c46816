package org.carecontact.gateway.soap;

import java.util.List;
import java.util.Map;
import org.carecontact.testsupport.RunningService;

/** One gateway for all tests that do not break anything. */
abstract class WholeSoapGateway extends SoapGateway {

    static final String SECRET = "a-secret-of-the-bus";

    private static final RunningService WHOLE = gateway(Map.of(
                    "bus",
                            List.of(
                                    "like: wst-846",
                                    "finished-after: never",
                                    "departments: { 心内科二: cardiology2 }",
                                    "not-used: ReportInfoAdd"),
                    "strict",
                            List.of(
                                    "like: wst-846",
                                    "finished-after: never",
                                    "other-events: refuse",
                                    "visit-numbers: per-patient"),
                    "locked", List.of("like: wst-846", "secrets: " + Hashes.sha256(SECRET)),
                    "his", List.of("like: hl7-v2"),
                    "fhir", List.of("like: fhir", "finished-after: never"),
                    "files", List.of("like: csv", "folder: inbox", "finished-after: never")))
            .start();

    WholeSoapGateway() {
        super(WHOLE);
    }
}
