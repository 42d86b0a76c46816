package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever comes, there is an answer in words, and nothing of it is repeated or followed. */
class MalformedCallsTest extends WholeSoapGateway {

    private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

    private SampleV3 fresh() {
        return SampleV3.of("encounter").of(SampleV3.fresh("SP"), SampleV3.fresh("SV"));
    }

    private SoapClient.Answer post(String contentType, String body) {
        return client("bus").post(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    // SOAP itself

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of XML",
                "<a/>",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header/></e:Envelope>",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><x><message><action>a</action>"
                        + "</message></x></e:Body></e:Envelope>",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><x><action> </action></x>"
                        + "</e:Body></e:Envelope>",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            })
    void what_is_no_call_is_a_fault_of_the_sender_in_soap_1_1(String body) {
        SoapClient.Answer answer = post("text/xml; charset=utf-8", body);
        assertThat(answer.status()).isEqualTo(500);
        Node fault = SoapClient.read(answer.body()).at("Body", "Fault").orElseThrow();
        assertThat(fault.namespace()).isEqualTo(SOAP_1_1);
        assertThat(fault.child("faultcode").orElseThrow().text()).endsWith(":Client");
        assertThat(fault.child("faultstring").orElseThrow().text()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<", "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body/></e:Envelope>"})
    void what_is_no_call_is_a_fault_of_the_sender_in_soap_1_2(String body) {
        SoapClient.Answer answer = post("application/soap+xml", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("content-type")).startsWith("application/soap+xml");
        Node fault = SoapClient.read(answer.body()).at("Body", "Fault").orElseThrow();
        assertThat(fault.namespace()).isEqualTo(SOAP_1_2);
        assertThat(fault.at("Code", "Value").orElseThrow().text()).endsWith(":Sender");
    }

    @Test
    void a_content_type_that_is_no_xml_is_refused_and_another_method_too() {
        assertThat(post("application/json", "{}").status()).isEqualTo(415);
        assertThat(SoapClient.send(client("bus").request().GET()).status()).isEqualTo(405);
        assertThat(SoapClient.send(client("bus").request().DELETE()).status()).isEqualTo(405);
    }

    @Test
    void the_answer_has_the_version_and_the_namespace_of_the_call() {
        assertThat(client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", fresh()).body())
                .contains("<HIPMessageServerResponse xmlns=\"http://bus.example.cn/published\"><payload>")
                .contains(SOAP_1_2);
        assertThat(client("bus").call(Bus.RPC, "OutPatientInfoAdd", fresh()).body())
                .contains("xmlns:h=\"urn:hip\"><payload>")
                .contains(SOAP_1_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/services/hipMessageServer", "/csp/hsb/DHC.Published.PUB0013.BS.PUB0013.CLS"})
    void every_path_of_the_port_is_the_service(String path) {
        SoapClient elsewhere = new SoapClient(port("bus"), path, Map.of());
        assertThat(elsewhere.call("OutPatientInfoAdd", fresh()).code()).isEqualTo("AA");
    }

    @Test
    void the_description_names_both_versions_and_the_callers_address() {
        SoapClient client = new SoapClient(port("bus"), "/HIPMessageServer?wsdl", Map.of());
        SoapClient.Answer answer = SoapClient.send(client.request().GET());
        assertThat(answer.status()).isEqualTo(200);
        Node wsdl = SoapClient.read(answer.body());
        assertThat(wsdl.name()).isEqualTo("definitions");
        assertThat(wsdl.all("address"))
                .extracting(address -> address.attribute("location"))
                .containsOnly("http://127.0.0.1:" + port("bus") + "/HIPMessageServer")
                .hasSize(2);
        assertThat(wsdl.at("types", "schema").orElseThrow().children("element")).hasSize(2);
    }

    // Encodings

    @ParameterizedTest
    @CsvSource({"GBK", "GB2312", "GB18030", "UTF-16", "UTF-8"})
    void the_declaration_of_the_body_names_its_encoding(String charset) {
        SampleV3 message = fresh().set("department", "").set("department-name", "心内科二");
        String body = "<?xml version='1.0' encoding='" + charset + "'?>"
                + Bus.CDATA.envelope("OutPatientInfoAdd", message.text().replace("UTF-8", charset));
        SoapClient.Answer answer = client("bus").post("text/xml", body.getBytes(Charset.forName(charset)));
        assertThat(answer.verdict()).isEqualTo("AA ACK");
    }

    @Test
    void without_one_the_declaration_of_the_message_does() {
        SampleV3 message = fresh().set("department", "").set("department-name", "心内科二");
        String visit = SampleV3.fresh("SV");
        String body = Bus.CDATA.envelope(
                "OutPatientInfoAdd", message.set("visit", visit).text().replace("UTF-8", "GBK"));
        SoapClient.Answer answer = client("bus").post("text/xml", body.getBytes(Charset.forName("GBK")));
        assertThat(answer.verdict()).isEqualTo("AA ACK");
        assertThat(visit(visit).department()).isEqualTo("cardiology2");
    }

    @Test
    void bytes_of_another_encoding_are_not_guessed_at() {
        String body = "<?xml version='1.0' encoding='UTF-8'?>"
                + Bus.RPC.envelope("x", "<a>心</a>").substring(38);
        assertThat(client("bus")
                        .post("text/xml", body.getBytes(Charset.forName("GBK")))
                        .status())
                .isEqualTo(500);
    }

    // The message

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "<a><b></a>", "&lt;a", "<?xml version=\"1.0\"?>"})
    void a_message_that_is_no_xml_is_refused_in_words(String message) {
        SoapClient.Answer answer = client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", message);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.verdict()).isEqualTo("AE SYN message");
    }

    @Test
    void a_message_that_was_escaped_twice_is_read() {
        String twice = fresh().text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertThat(client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", twice).verdict())
                .isEqualTo("AA ACK");
    }

    @Test
    void a_cut_off_message_is_still_named() {
        SampleV3 message = fresh();
        String text = message.text();
        SoapClient.Answer answer =
                client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", text.substring(0, text.length() / 2));
        assertThat(answer.verdict()).isEqualTo("AE SYN message");
        assertThat(answer.target("extension")).isEqualTo(message.messageId());
    }

    @Test
    void ids_are_given_back_byte_for_byte() {
        String id = "A&amp;1&lt;&quot;'&gt;&#9;&#10;é€";
        SoapClient.Answer answer = client("bus")
                .call("OutPatientInfoAdd", fresh().set("message", id).set("sender", "H&amp;S"));
        assertThat(answer.verdict()).isEqualTo("AE SYN102 id");
        assertThat(answer.target("extension")).isEqualTo("A&1<\"'>\t\né€");
        Node payload = SoapClient.read(answer.payload());
        assertThat(payload.child("receiver")
                        .orElseThrow()
                        .find("item")
                        .orElseThrow()
                        .attribute("extension"))
                .isEqualTo("H&S");
        assertThat(payload.child("sender")
                        .orElseThrow()
                        .find("item")
                        .orElseThrow()
                        .attribute("extension"))
                .isEqualTo("CARECONTACT");
        assertThat(payload.child("interactionId").orElseThrow().attribute("extension"))
                .isEqualTo("MCCI_IN000002UV01");
    }

    @ParameterizedTest
    @CsvSource({
        "patient, '', AE KEY204 patient/id",
        "patient, 99010119800229002X, AE KEY204 patient/id",
        "visit, 99010119800229002x, AA ACK",
        "message, '', AE SYN105 id",
        "message, 99010119800229002X, AE SYN102 id",
        "sender, 99010119800229002X, AE SYN102 sender/device/id",
        "created, yesterday, AE SYN105 creationTime",
        "processing, D, AR NS202 processingCode",
        "doctor, 99010119800229002X, AA KEY204 assignedPerson/id",
        "born, 1801, AA SYN102 birthTime",
        "born, 1980-02-29, AA SYN102 birthTime",
        "mobile, 010-65280001, AA SYN102 patientPerson/telecom",
        "guardian, mailto:a@example.cn, AA ACK",
        "created, 20990101000000, AA SYN102 controlActProcess"
    })
    void each_value_that_is_no_use_is_named(String key, String value, String verdict) {
        SampleV3 message = fresh().set(key, value);
        SoapClient.Answer answer = client("bus").call("OutPatientInfoAdd", message);
        assertThat(answer.verdict()).isEqualTo(verdict);
        if (!value.isEmpty() && !verdict.startsWith("AA") && !value.equals("D")) {
            assertThat(answer.text()).doesNotContain(value);
        }
        assertThat(answer.text()).matches("(?s)\\p{IsHan}.*[a-zA-Z ]+.*");
    }

    @Test
    void a_message_without_act_event_or_patient_says_what_is_missing() {
        SoapClient client = client("bus");
        assertThat(client.call(Bus.CDATA, "OutPatientInfoAdd", "<a><id extension=\"x1\"/></a>")
                        .verdict())
                .isEqualTo("AE SYN105 controlActProcess");
        String act = "<a><id extension=\"x1\"/><creationTime value=\"20261123080000\"/><controlActProcess>%s"
                + "</controlActProcess></a>";
        assertThat(client.call(Bus.CDATA, "OutPatientInfoAdd", act.formatted(""))
                        .verdict())
                .isEqualTo("AE SYN105 encounterEvent");
        assertThat(client.call(Bus.CDATA, "OutPatientInfoAdd", act.formatted("<encounterEvent/>"))
                        .verdict())
                .isEqualTo("AE SYN105 patient");
        assertThat(client.call(
                                Bus.CDATA,
                                "PatientInfoMerge",
                                act.formatted("<patient><id><item extension=\"p\""
                                        + " root=\"2.16.156.10011.2.5.1.4\"/></id></patient>"))
                        .verdict())
                .startsWith("AE SYN105 replacementOf");
    }

    // Actions

    @Test
    void what_nothing_here_needs_is_acknowledged_unless_the_dialect_refuses() {
        assertThat(client("bus").call("OrderInfoAdd", fresh()).text()).contains("Not used");
        assertThat(client("bus").call("reportinfoadd", fresh()).text()).contains("Not used");
        assertThat(client("strict").call("OrderInfoAdd", fresh()).verdict()).isEqualTo("AR NS200 action");
        assertThat(client("bus").call("PatientInfoQuery", fresh()).verdict()).isEqualTo("AR NS200 action");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OUTPATIENTINFOADD", "s0023", "urn:hl7-org:v3/OutPatientInfoAdd"})
    void actions_are_known_in_whatever_case_and_by_their_aliases(String action) {
        SampleV3 message = fresh();
        String visit = SampleV3.fresh("SV");
        assertThat(client("bus").call(action, message.set("visit", visit)).verdict())
                .isEqualTo("AA ACK");
        assertThat(visit(visit).doctor()).hasToString("D0001");
    }

    // Identity of messages

    @Test
    void the_same_message_once_more_is_acknowledged_and_changes_nothing() {
        SampleV3 message = fresh();
        String visit = SampleV3.fresh("SV");
        message.set("visit", visit);
        for (Bus bus : Bus.values()) {
            assertThat(client("bus")
                            .call(bus, "OutPatientInfoAdd", message.at("20261123080000"))
                            .verdict())
                    .isEqualTo("AA ACK");
        }
        assertThat(state(visit).toString()).containsOnlyOnce("messageId=" + message.messageId() + ", print=");
    }

    @Test
    void an_id_that_came_with_other_content_is_refused_and_another_senders_is_not() {
        SampleV3 message = fresh();
        client("bus").call("OutPatientInfoAdd", message);
        assertThat(client("bus")
                        .call("OutPatientInfoAdd", message.set("doctor", "D0007"))
                        .verdict())
                .isEqualTo("AE KEY205 id");
        assertThat(client("bus")
                        .call("OutPatientInfoAdd", message.set("sender", "LIS"))
                        .verdict())
                .isEqualTo("AA ACK");
    }

    @Test
    void a_visit_of_another_patient_is_refused() {
        SampleV3 message = fresh();
        client("bus").call("OutPatientInfoAdd", message);
        SampleV3 other = SampleV3.of("encounter").of(SampleV3.fresh("SP"), SampleV3.fresh("SV"));
        String visit = SampleV3.fresh("SV");
        client("bus").call("OutPatientInfoAdd", other.set("visit", visit));
        assertThat(client("bus")
                        .call("OutPatientInfoUpdate", SampleV3.of("encounter").of("SPX", visit))
                        .verdict())
                .isEqualTo("AE KEY204 patient/id");
    }

    // Secrets

    @Test
    void who_does_not_know_the_secret_gets_a_fault_and_nothing_is_stored() {
        SampleV3 message = fresh();
        SoapClient locked = client("locked");
        SoapClient.Answer answer = locked.call(Bus.ESCAPED, "OutPatientInfoAdd", message);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(SoapClient.read(answer.body()).at("Body", "Fault")).isPresent();
        SoapClient wrong = new SoapClient(port("locked"), "/", Map.of("Authorization", "Bearer " + SECRET + "x"));
        assertThat(wrong.call("OutPatientInfoAdd", message).status()).isEqualTo(401);
        SoapClient right = new SoapClient(port("locked"), "/", Map.of("Authorization", "Bearer " + SECRET));
        assertThat(right.call("OutPatientInfoAdd", message).code()).isEqualTo("AA");
    }

    // Attacks

    /** What the log of refusals that concern security got. */
    private static ListAppender<ILoggingEvent> security() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        ((Logger) LoggerFactory.getLogger("security")).addAppender(lines);
        return lines;
    }

    private void refusedAsAttack(SoapClient.Answer answer, ListAppender<ILoggingEvent> lines, String event) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.verdict()).isEqualTo("AR SYN message");
        assertThat(lines.list)
                .last()
                .satisfies(line -> assertThat(line.getKeyValuePairs().toString())
                        .contains(event)
                        .contains(HOSPITAL));
    }

    @ParameterizedTest
    @EnumSource(
            value = Bus.class,
            names = {"CDATA", "ESCAPED"})
    void an_entity_of_a_file_is_not_read(Bus bus, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "CONTENT-OF-A-FILE");
        ListAppender<ILoggingEvent> lines = security();
        String message = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + file.toUri() + "\">]>"
                + fresh().set("doctor", "&x;").text().replaceFirst("^<\\?xml[^>]*>", "");
        SoapClient.Answer answer = client("bus").call(bus, "OutPatientInfoAdd", message);
        refusedAsAttack(answer, lines, "xml-doctype");
        assertThat(answer.body()).doesNotContain("CONTENT-OF-A-FILE");
    }

    @Test
    void nothing_is_fetched_for_a_document() throws IOException {
        try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + there.getLocalPort() + "/x.dtd";
            ListAppender<ILoggingEvent> lines = security();
            for (String doctype : new String[] {
                "<!DOCTYPE a SYSTEM \"" + url + "\">",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"" + url + "\">%p;]>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + url + "\">]>"
            }) {
                refusedAsAttack(
                        client("bus").call(Bus.CDATA, "OutPatientInfoAdd", doctype + "<a>&x;</a>"),
                        lines,
                        "xml-doctype");
                refusedAsAttack(
                        post("text/xml", doctype + Bus.CDATA.envelope("OutPatientInfoAdd", "<a/>")),
                        lines,
                        "xml-doctype");
            }
            there.setSoTimeout(200);
            assertThat(connects(there)).isFalse();
        }
    }

    private static boolean connects(ServerSocket there) throws IOException {
        try {
            there.accept().close();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    void a_billion_laughs_are_not_heard() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            bomb.append(
                    "<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        bomb.append("]><a>&l9;</a>");
        ListAppender<ILoggingEvent> lines = security();
        refusedAsAttack(client("bus").call(Bus.CDATA, "OutPatientInfoAdd", bomb.toString()), lines, "xml-doctype");
        refusedAsAttack(post("application/soap+xml", bomb.toString()), lines, "xml-doctype");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 150, 1000, 9000})
    void more_attributes_than_any_message_has_are_refused(int count) {
        StringBuilder node = new StringBuilder("<a><id extension=\"x\"/><b ");
        for (int i = 0; i < count; i++) {
            node.append(String.format(Locale.ROOT, "a%d=\"\" ", i));
        }
        ListAppender<ILoggingEvent> lines = security();
        SoapClient.Answer answer = client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", node + "/></a>");
        refusedAsAttack(answer, lines, "xml-");
        assertThat(answer.target("extension")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"65, xml-depth", "5000, xml-depth", "40000, xml-"})
    void what_is_deeper_than_any_message_is_refused(int depth, String event) {
        ListAppender<ILoggingEvent> lines = security();
        String deep = "<a>".repeat(depth) + "</a>".repeat(depth);
        refusedAsAttack(client("bus").call(Bus.ESCAPED, "OutPatientInfoAdd", deep), lines, event);
        refusedAsAttack(client("bus").call(Bus.RPC, "OutPatientInfoAdd", deep), lines, event);
    }

    @Test
    void a_long_message_is_read_however_it_is_wrapped() {
        String diagnoses = "<reason><value code=\"x\"/></reason>".repeat(8000);
        for (Bus bus : Bus.values()) {
            String message = fresh().text().replace("</encounterEvent>", diagnoses + "</encounterEvent>");
            assertThat(client("bus").call(bus, "OutPatientInfoAdd", message).verdict())
                    .isEqualTo("AA ACK");
        }
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        String large = "<a>" + "x".repeat(2_000_000) + "</a>";
        assertThat(client("bus").call(Bus.CDATA, "OutPatientInfoAdd", large).status())
                .isEqualTo(413);
    }
}
