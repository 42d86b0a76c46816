package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Calls the service, and holds each answer against our schemas. */
record SoapClient(int port, String path, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SoapClient(int port) {
        this(port, "/HIPMessageServer", Map.of());
    }

    /**
     * What came back.
     *
     * @param payload the acknowledgement; empty for a fault
     */
    record Answer(int status, Map<String, String> headers, String body, String payload) {

        String code() {
            return read(payload).find("acknowledgement").orElseThrow().attribute("typeCode");
        }

        /** As {@code AE KEY204 patient/id}. */
        String verdict() {
            Node detail = read(payload).find("acknowledgementDetail").orElseThrow();
            return (code() + " " + detail.child("code").orElseThrow().attribute("code") + " "
                            + detail.child("location").map(Node::value).orElse(""))
                    .strip();
        }

        String text() {
            return read(payload)
                    .find("acknowledgementDetail")
                    .flatMap(it -> it.child("text"))
                    .orElseThrow()
                    .value();
        }

        String target(String attribute) {
            return read(payload)
                    .find("targetMessage")
                    .orElseThrow()
                    .child("id")
                    .orElseThrow()
                    .rawAttribute(attribute);
        }
    }

    static Node read(String xml) {
        try {
            return Xml.read(xml);
        } catch (XmlRefused e) {
            throw new AssertionError(xml, e);
        }
    }

    Answer call(Bus bus, String action, SampleV3 message) {
        return call(bus, action, message.text());
    }

    Answer call(Bus bus, String action, String message) {
        return post(bus.contentType(), bus.envelope(action, message).getBytes(bus.charset()), bus.headers());
    }

    Answer call(String action, SampleV3 message) {
        return call(Bus.CDATA, action, message);
    }

    Answer post(String contentType, byte[] body) {
        return post(contentType, body, Map.of());
    }

    private Answer post(String contentType, byte[] body, Map<String, String> more) {
        HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.header("Content-Type", contentType);
        more.forEach(request::header);
        return send(request);
    }

    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String body = new String(response.body(), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            return new Answer(response.statusCode(), headers, body, payload(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String payload(String body) {
        if (!body.contains("HIPMessageServerResponse") || body.contains("definitions")) {
            return "";
        }
        Node response = read(body).at("Body", "HIPMessageServerResponse").orElseThrow();
        String payload = response.child("payload").orElseThrow().rawText();
        assertThat(payload).startsWith("<MCCI_IN000002UV01 ");
        validate("MCCI_IN000002UV01.xsd", payload);
        if (response.namespace().equals("urn:hl7-org:v3")) {
            int start = body.indexOf("<HIPMessageServerResponse");
            validate("HIPMessageServer.xsd", body.substring(start, body.indexOf("</soap:Body>")));
        }
        return payload;
    }

    static void validate(String schema, String xml) {
        try {
            URL found = SoapClient.class.getResource("/wst-846/" + schema);
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(found)
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new AssertionError(e.getMessage() + " in " + xml, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
