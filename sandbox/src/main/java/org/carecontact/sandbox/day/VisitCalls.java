package org.carecontact.sandbox.day;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.sandbox.day.Api.Answer;
import org.carecontact.sandbox.people.Patient;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.people.Population;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the calls of one visit's people: the requester, the signer, the doctor and the staff. */
final class VisitCalls {

    private static final String REQUESTS = "request-service";
    private static final String CONSENTS = "consent-service";

    final Person asker;
    final Person doctor;

    private final Api api;
    private final Visit visit;
    private final Person signer;
    private final String signersNumber;
    private final String askersNumber;
    private final Person supervisor;
    private final Person staff;
    private @Nullable String request;

    VisitCalls(Api api, Population population, Visit visit) {
        this.api = api;
        this.visit = visit;
        Patient patient = visit.patient();
        Patient.Family family = patient.family();
        boolean familyAsks = visit.story().familyAsks() || visit.needsGuardian();
        // For an adult patient only a relative whom the hospital attests may sign.
        boolean familySigns = familyAsks && family.authority() != null;
        this.asker = familyAsks ? population.person(family) : population.person(patient);
        this.signer = familySigns ? population.person(family) : population.person(patient);
        this.signersNumber = familySigns ? family.mobile() : patient.mobile();
        this.askersNumber = familyAsks ? family.mobile() : patient.mobile();
        this.doctor = population.person(visit.doctor());
        this.supervisor = population.supervisors(visit.hospital().id()).getFirst();
        this.staff = population.staff(visit.hospital().id()).getFirst();
    }

    /** The accepted request; null while there is none. */
    @Nullable
    String request() {
        return request;
    }

    /** Makes all further calls be about this request. */
    void about(String accepted) {
        request = accepted;
    }

    Answer submit(Person person, String key, String need) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("doctor", visit.doctor().id());
        body.put("purpose", visit.story().purpose());
        body.put("need", need);
        body.put("promises", Map.of("workingHoursOnly", true, "nonUrgentNeverDisturbs", true, "concise", true));
        body.put("privacy", Map.of("doctorWorkInformation", true, "patientData", true));
        body.put("wish", visit.story() == Story.PERSONAL_WECHAT ? "PERSONAL_WECHAT" : "ANY");
        if (person.role() == Person.Role.FAMILY) {
            Patient.Family family = visit.patient().family();
            String authority = family.authority() == null ? "WRITTEN_AUTHORIZATION" : family.authority();
            body.put("requester", Map.of("relation", family.relation(), "authority", authority));
        }
        return api.post(REQUESTS, "/requests", person, key("submit-" + key), body);
    }

    /** Reads the request as its requester. */
    Answer view() throws InterruptedException {
        return api.get(REQUESTS, "/requests/" + request, asker);
    }

    Answer viewOfTheDoctor() throws InterruptedException {
        return api.get(REQUESTS, "/requests/" + request, doctor);
    }

    Answer withdraw() throws InterruptedException {
        return api.post(REQUESTS, "/requests/" + request + "/withdrawal", asker, key("withdraw"), Map.of());
    }

    Answer remind() throws InterruptedException {
        return api.post(REQUESTS, "/requests/" + request + "/reminder", asker, key("remind"), Map.of());
    }

    Answer answer(Map<String, String> answer, String key) throws InterruptedException {
        return api.post(REQUESTS, "/requests/" + request + "/answer", doctor, key("answer-" + key), answer);
    }

    boolean signedTerms() throws InterruptedException {
        return api.get(CONSENTS, "/terms", doctor).body().path("signed").asBoolean();
    }

    Answer signTerms() throws InterruptedException {
        return signTerms(api, doctor);
    }

    /** Reads the doctor's terms and confirms each of their sections; signs nothing that is signed. */
    static Answer signTerms(Api api, Person doctor) throws InterruptedException {
        Answer read = api.get(CONSENTS, "/terms", doctor);
        if (read.body().path("signed").asBoolean()) {
            return read;
        }
        List<String> sections = read.body()
                .path("confirmations")
                .valueStream()
                .map(section -> section.asString(""))
                .toList();
        return api.post(
                CONSENTS,
                "/terms/signature",
                doctor,
                "terms-" + read.body().path("document").path("sha256").asString(""),
                Map.of("viewing", read.text("viewing"), "confirmations", sections));
    }

    Answer channel() throws InterruptedException {
        return api.get(REQUESTS, "/contacts/" + request + "/channel", asker);
    }

    Answer end(Person person) throws InterruptedException {
        return api.post(REQUESTS, "/contacts/" + request + "/end", person, key("end"), Map.of());
    }

    /** The doctor is away until an hour before the contact ends. */
    Answer pause() throws InterruptedException {
        Instant end = Instant.parse(channel().body().path("endsAt").asString());
        return api.post(
                REQUESTS,
                "/contacts/" + request + "/pause",
                doctor,
                key("pause"),
                Map.of("until", end.minus(Duration.ofHours(1)).toString()));
    }

    Answer goOn() throws InterruptedException {
        return api.post(REQUESTS, "/contacts/" + request + "/resumption", doctor, key("resumption"), Map.of());
    }

    Answer consent() throws InterruptedException {
        return api.get(CONSENTS, "/consents/" + request, signer);
    }

    /** Sends one of the signer's commands: code, signature, refusal or withdrawal. */
    Answer consent(String command, String key, Map<String, Object> body) throws InterruptedException {
        return api.post(CONSENTS, "/consents/" + request + "/" + command, signer, key(command + "-" + key), body);
    }

    /** What the doctor says of the person who scanned the QR code: it is the patient. */
    Answer confirm() throws InterruptedException {
        return api.post(
                REQUESTS,
                "/contacts/" + request + "/session/confirmation",
                doctor,
                key("confirm"),
                Map.of("patient", true));
    }

    Answer compareChannels() throws InterruptedException {
        return api.post(REQUESTS, "/channels/reconcile", supervisor, key("reconcile"), Map.of());
    }

    /** Has a person do something in WeCom. */
    void atTheTwin(Map<String, String> act) throws InterruptedException {
        var _ = api.tellTheTwin("/twin/wecom/acts", act);
    }

    JsonNode contactsAtWeCom(String corp) throws InterruptedException {
        return api.askTheTwin("/twin/wecom/contacts?corp=" + corp);
    }

    /** The number of the requester, in E.164. */
    String askersNumber() {
        return "+86" + askersNumber;
    }

    String doctorsId() {
        return visit.doctor().id();
    }

    /** The text of the message with the signing code; empty until it has come. */
    String codeMessage() throws InterruptedException {
        return api.message(signersNumber, request + "/SIGNING_CODE");
    }

    Answer decision() throws InterruptedException {
        return api.get("policy-service", "/decisions/" + request, staff);
    }

    private String key(String what) {
        return visit.visit() + "-" + what;
    }
}
