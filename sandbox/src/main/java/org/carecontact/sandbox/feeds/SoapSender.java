package org.carecontact.sandbox.feeds;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hospital whose bus calls HIPMessageServer of WS/T 846 over SOAP 1.1. */
final class SoapSender implements HospitalSender {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ").withZone(ZoneId.of("Asia/Shanghai"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Pattern ANSWER = Pattern.compile("typeCode=(?:&quot;|\")(A[AER])");

    private final HttpSender http;

    SoapSender(int port, Duration patience) {
        http = new HttpSender(port, "/HIPMessageServer", patience);
    }

    @Override
    public String send(Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at, String id) throws IOException {
        String action = action(trigger, visit.patientClass().equals("I"));
        String body = """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
                  <soapenv:Body><HIPMessageServer xmlns="urn:hl7-org:v3">
                    <action>%s</action><message><![CDATA[%s]]></message>
                  </HIPMessageServer></soapenv:Body>
                </soapenv:Envelope>""".formatted(action, message(action, trigger, visit, at, id));
        HttpResponse<String> response = http.post(
                body, Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"HIPMessageServer\""));
        Matcher answer = ANSWER.matcher(response.body());
        if (response.statusCode() == 503) {
            return "AE";
        }
        return answer.find() ? answer.group(1) : "AR";
    }

    private static String action(Hl7Sender.Trigger trigger, boolean inpatient) {
        return switch (trigger) {
            case A01, A04 -> inpatient ? "InPatientInfoAdd" : "OutPatientInfoAdd";
            case A08, A11 -> inpatient ? "InPatientInfoUpdate" : "OutPatientInfoUpdate";
            case A03 -> inpatient ? "DischargeInfoAdd" : "OutPatientInfoUpdate";
        };
    }

    private static String message(
            String action, Hl7Sender.Trigger trigger, Hl7Sender.Visit visit, Instant at, String id) {
        Hl7Sender.Person person = visit.patient();
        String root = action.endsWith("Add") ? "PRPA_IN400001UV" : "PRPA_IN400002UV";
        String status = switch (trigger) {
            case A01, A04, A08 -> "active";
            case A03 -> "completed";
            case A11 -> "cancelled";
        };
        String time = TIME.format(at);
        String kin = person.kin() == null ? "" : """
                <personalRelationship><code code="50" codeSystem="2.16.156.10011.2.3.3.8"><displayName value="监护人"/></code>
                <telecom><item value="%s"/></telecom></personalRelationship>""".formatted(person.kin().mobile());
        return """
                <%1$s xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0">
                  <id root="2.16.156.10011.2.5.1.1" extension="%2$s"/>
                  <creationTime value="%3$s"/>
                  <interactionId root="2.16.156.10011.2.5.1.2" extension="%1$s"/>
                  <processingCode code="P"/>
                  <sender typeCode="SND"><device classCode="DEV"><id><item root="2.16.156.10011.2.5.1.3" extension="HIS"/></id></device></sender>
                  <controlActProcess classCode="STC" moodCode="EVN"><subject><encounterEvent classCode="ENC" moodCode="EVN">
                    <id><item root="2.16.156.10011.2.5.1.9" extension="%4$s"/></id>
                    <code code="%5$s" codeSystem="2.16.156.10011.2.3.1.271"/>
                    <statusCode code="%6$s"/>
                    <effectiveTime>%7$s</effectiveTime>
                    <subject><patient>
                      <id><item root="2.16.156.10011.2.5.1.4" extension="%8$s"/></id>
                      <patientPerson>
                        <name><item><part value="%9$s"/></item></name>
                        <telecom><item use="MC" value="%10$s"/></telecom>
                        <birthTime value="%11$s"/>
                        %12$s
                      </patientPerson>
                    </patient></subject>
                    <admitter><time value="%3$s"/><assignedPerson><id><item root="2.16.156.10011.1.4" extension="%13$s"/></id></assignedPerson></admitter>
                    <location><serviceDeliveryLocation><location><id><item root="2.16.156.10011.1.26" extension="%14$s"/></id></location></serviceDeliveryLocation></location>
                  </encounterEvent></subject></controlActProcess>
                </%1$s>""".formatted(
                root,
                id,
                time,
                visit.number(),
                visit.patientClass().equals("I") ? "3" : visit.patientClass().equals("E") ? "2" : "1",
                status,
                trigger == Hl7Sender.Trigger.A03 ? "<high value=\"" + time + "\"/>" : "<low value=\"" + time + "\"/>",
                person.id(),
                person.name(),
                person.mobile() == null ? "" : person.mobile(),
                DATE.format(person.born()),
                kin,
                visit.doctor(),
                visit.department());
    }

    @Override
    public void close() {
        http.close();
    }
}
