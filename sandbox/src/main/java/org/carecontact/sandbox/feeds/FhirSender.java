package org.carecontact.sandbox.feeds;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A hospital that sends FHIR R4: for each change a transaction of the patient and the encounter. */
final class FhirSender implements HospitalSender {

    private static final String CODES = "http://terminology.hl7.org/CodeSystem/";

    private final JsonMapper json = new JsonMapper();
    private final HttpSender http;

    FhirSender(int port, Duration patience) {
        http = new HttpSender(port, "/fhir", patience);
    }

    @Override
    public String send(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at, String id) throws IOException {
        String body = json.writeValueAsString(bundle(trigger, visit, at));
        HttpResponse<String> response =
                http.post(body, Map.of("Content-Type", "application/fhir+json", "X-Request-Id", id));
        int status = response.statusCode();
        if (status == 200) {
            return "AA";
        }
        return status >= 500 ? "AE" : "AR";
    }

    private static Map<String, Object> bundle(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at) {
        return Map.of(
                "resourceType",
                "Bundle",
                "type",
                "transaction",
                "entry",
                List.of(
                        entry(
                                "urn:uuid:00000000-0000-4000-8000-000000000001",
                                "Patient",
                                visit.patient().id(),
                                patient(visit, at)),
                        entry(
                                "urn:uuid:00000000-0000-4000-8000-000000000002",
                                "Encounter",
                                visit.number(),
                                encounter(trigger, visit, at))));
    }

    private static Map<String, Object> entry(String fullUrl, String type, String number, Object resource) {
        return Map.of(
                "fullUrl",
                fullUrl,
                "resource",
                resource,
                "request",
                Map.of("method", "PUT", "url", type + "?identifier=" + number));
    }

    private static Map<String, Object> patient(Hl7Sender.Visit visit, Instant at) {
        Hl7Sender.Person person = visit.patient();
        Map<String, Object> patient = new LinkedHashMap<>();
        patient.put("resourceType", "Patient");
        patient.put("meta", Map.of("lastUpdated", at.toString()));
        patient.put(
                "identifier",
                List.of(Map.of(
                        "type", coded("v2-0203", "MR"), "system", "http://his.example/mrn", "value", person.id())));
        patient.put("name", List.of(Map.of("use", "official", "text", person.name())));
        patient.put("birthDate", person.born().toString());
        if (person.mobile() != null) {
            patient.put("telecom", List.of(Map.of("system", "phone", "use", "mobile", "value", person.mobile())));
        }
        Hl7Sender.Kin kin = person.kin();
        if (kin != null) {
            patient.put(
                    "contact",
                    List.of(Map.of(
                            "relationship",
                            List.of(coded("v3-RoleCode", "GUARD")),
                            "telecom",
                            List.of(Map.of("system", "phone", "value", kin.mobile())))));
        }
        return patient;
    }

    private static Map<String, Object> encounter(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at) {
        Map<String, Object> encounter = new LinkedHashMap<>();
        encounter.put("resourceType", "Encounter");
        encounter.put("meta", Map.of("lastUpdated", at.toString()));
        encounter.put("identifier", List.of(Map.of("system", "http://his.example/visit", "value", visit.number())));
        encounter.put(
                "status",
                switch (trigger) {
                    case A01, A04, A08 -> "in-progress";
                    case A03 -> "finished";
                    case A11 -> "cancelled";
                });
        encounter.put(
                "class",
                Map.of(
                        "system",
                        CODES + "v3-ActCode",
                        "code",
                        switch (visit.patientClass()) {
                            case "I" -> "IMP";
                            case "E" -> "EMER";
                            case "VR" -> "VR";
                            default -> "AMB";
                        }));
        encounter.put("subject", Map.of("reference", "urn:uuid:00000000-0000-4000-8000-000000000001"));
        List<Map<String, Object>> participants = new ArrayList<>();
        participants.add(Map.of(
                "type",
                List.of(coded("v3-ParticipationType", "ATND")),
                "individual",
                Map.of("identifier", Map.of("value", visit.doctor()))));
        encounter.put("participant", participants);
        encounter.put("serviceType", Map.of("coding", List.of(Map.of("code", visit.department()))));
        Map<String, Object> period = new LinkedHashMap<>();
        if (trigger == Hl7Sender.Trigger.A03) {
            period.put("end", at.toString());
        } else {
            period.put("start", at.toString());
        }
        encounter.put("period", period);
        return encounter;
    }

    private static Map<String, Object> coded(String system, String code) {
        return Map.of("coding", List.of(Map.of("system", CODES + system, "code", code)));
    }

    @Override
    public void close() {
        http.close();
    }
}
