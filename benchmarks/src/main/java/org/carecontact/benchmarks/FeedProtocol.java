package org.carecontact.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A way in which a hospital tells of a visit, with the messages that it sends of each. */
enum FeedProtocol {

    /** A registration, a change of department, and the end. */
    HL7_V2("v2 messages", 3) {
        @Override
        FeedLine connect(int port) throws IOException {
            return new FeedLine.Mllp(port);
        }

        @Override
        String text(int step, int visit, Instant at) {
            String time = TIME.format(at);
            String event = step == 0 ? "A04" : step == 1 ? "A08" : "A03";
            String structure = step == 2 ? "ADT_A03" : "ADT_A01";
            return ("MSH|^~\\&|HIS|tongren|CARECONTACT||" + time + "||ADT^" + event + "^" + structure + "|B" + visit
                    + "-"
                    + step + "|P|2.5||||||UNICODE UTF-8\r"
                    + "EVN||" + time + "\r"
                    + "PID|1||BP" + visit + "^^^HIS^PI||测试^患者||19800229|F|||建国路^^北京||" + mobile(visit)
                    + "^PRN^CP\r"
                    + "PV1|1|O|" + (step == 0 ? "0313" : "0314") + "||||D0001^王||||||||||||BV" + visit
                    + "|".repeat(25) + time + (step == 2 ? "|" + time : "") + "\r");
        }
    },

    /** A transaction of the patient and the encounter as it begins, and one as it ends. */
    FHIR("FHIR transactions", 2) {
        @Override
        FeedLine connect(int port) throws IOException {
            return new FeedLine.Fhir(port);
        }

        @Override
        String text(int step, int visit, Instant at) {
            return """
                    {"resourceType":"Bundle","type":"transaction","entry":[
                    {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","request":{"method":"PUT","url":"Patient?identifier=BP%1$d"},
                    "resource":{"resourceType":"Patient","meta":{"lastUpdated":"%2$s"},
                    "identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},
                    "system":"http://his.example/mrn","value":"BP%1$d"}],"name":[{"use":"official","text":"测试患者"}],
                    "birthDate":"1980-02-29","telecom":[{"system":"phone","use":"mobile","value":"%3$s"}]}},
                    {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","request":{"method":"PUT","url":"Encounter?identifier=BV%1$d"},
                    "resource":{"resourceType":"Encounter","meta":{"lastUpdated":"%2$s"},
                    "identifier":[{"system":"http://his.example/visit","value":"BV%1$d"}],"status":"%4$s",
                    "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                    "subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},
                    "participant":[{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"ATND"}]}],
                    "individual":{"identifier":{"value":"D0001"}}}],"serviceType":{"coding":[{"code":"0313"}]},
                    "period":{"%5$s":"%2$s"}}}]}""".formatted(
                    visit, at, mobile(visit), step == 0 ? "in-progress" : "finished", step == 0 ? "start" : "end");
        }
    };

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ").withZone(ZoneId.of("Asia/Shanghai"));

    private final String messages;
    private final int messagesOfVisit;

    FeedProtocol(String messages, int messagesOfVisit) {
        this.messages = messages;
        this.messagesOfVisit = messagesOfVisit;
    }

    /** What is counted, in words. */
    String messages() {
        return messages;
    }

    int messagesOfVisit() {
        return messagesOfVisit;
    }

    abstract FeedLine connect(int port) throws IOException;

    /** A message of a visit, from the first one, 0. */
    byte[] message(int step, int visit, Instant at) {
        return text(step, visit, at).getBytes(StandardCharsets.UTF_8);
    }

    abstract String text(int step, int visit, Instant at);

    private static String mobile(int visit) {
        return "139%08d".formatted(visit % 100_000_000);
    }
}
