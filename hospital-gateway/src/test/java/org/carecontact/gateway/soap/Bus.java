package org.carecontact.gateway.soap;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How three buses wrap the same call. */
enum Bus {
    /** SOAP 1.1, document/literal, the message in CDATA. */
    CDATA("text/xml; charset=utf-8", StandardCharsets.UTF_8, Map.of()) {
        @Override
        String envelope(String action, String message) {
            return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:urn=\"urn:hl7-org:v3\"><soapenv:Header/><soapenv:Body><urn:HIPMessageServer>"
                    + "<urn:action>" + action + "</urn:action><urn:message><![CDATA[" + message
                    + "]]></urn:message></urn:HIPMessageServer></soapenv:Body></soapenv:Envelope>";
        }
    },
    /** SOAP 1.2 in GBK, another vendor's namespace as the default, the message escaped. */
    ESCAPED("application/soap+xml; charset=GBK; action=\"\"", Charset.forName("GBK"), Map.of()) {
        @Override
        String envelope(String action, String message) {
            return "<?xml version=\"1.0\" encoding=\"GBK\"?>\n"
                    + "<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"><Body>"
                    + "<HIPMessageServer xmlns=\"http://bus.example.cn/published\"><action> " + action
                    + " </action>\n<message>"
                    + message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                    + "</message></HIPMessageServer></Body></Envelope>";
        }
    },
    /** SOAP 1.1, rpc style, the message as elements. */
    RPC("text/xml", StandardCharsets.UTF_8, Map.of("SOAPAction", "\"\"")) {
        @Override
        String envelope(String action, String message) {
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                    + "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><S:Body"
                    + " S:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\">"
                    + "<m:HIPMessageServer xmlns:m=\"urn:hip\"><action xsi:type=\"xsd:string\">" + action
                    + "</action><message>" + message.replaceFirst("^<\\?xml[^>]*>", "")
                    + "</message></m:HIPMessageServer></S:Body></S:Envelope>";
        }
    };

    private final String contentType;
    private final Charset charset;
    private final Map<String, String> headers;

    Bus(String contentType, Charset charset, Map<String, String> headers) {
        this.contentType = contentType;
        this.charset = charset;
        this.headers = headers;
    }

    abstract String envelope(String action, String message);

    String contentType() {
        return contentType;
    }

    Charset charset() {
        return charset;
    }

    Map<String, String> headers() {
        return headers;
    }
}
