package org.carecontact.gateway.soap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code HIPMessageServer}: its two parameters, wherever in the body they are.
 *
 * @param wrapper the namespace of the element that has them
 * @param qualified whether the parameters are in that namespace too
 * @param action what the message is about
 * @param text the message as text; null when it came as XML
 * @param xml the message as XML; null when it came as text
 */
record Envelope(
        SoapVersion version,
        String wrapper,
        boolean qualified,
        String action,
        @Nullable String text,
        @Nullable Node xml) {

    private static final String OURS = "urn:hl7-org:v3";
    private static final String NO_ENVELOPE =
            "请求不是 SOAP 信封，应为 Envelope/Body/HIPMessageServer(action, message)。A SOAP envelope with"
                    + " Body/HIPMessageServer(action, message)";
    private static final String NO_ACTION =
            "缺少 action 参数，应为服务名称，例如 OutPatientInfoAdd。The parameter action with the name of a service, as"
                    + " OutPatientInfoAdd";

    /** What the answer is wrapped in when nobody could be understood. */
    static Envelope unknown(SoapVersion version) {
        return new Envelope(version, OURS, true, "", "", null);
    }

    /** Reads the root element of a request. */
    static Envelope of(Node root, String contentType) throws SoapFault {
        SoapVersion version = SoapVersion.of(root, contentType);
        Optional<Node> body = root.name().equals("Envelope") ? root.child("Body") : Optional.empty();
        if (body.isEmpty()) {
            throw new SoapFault(version, NO_ENVELOPE);
        }
        Node parent = parentOf("action", body.get()).orElseThrow(() -> new SoapFault(version, NO_ACTION));
        Node action = child("action", parent).orElseThrow();
        if (action.text().isEmpty()) {
            throw new SoapFault(version, NO_ACTION);
        }
        Optional<Node> message = parentOf("message", body.get()).flatMap(it -> child("message", it));
        Optional<Node> xml = message.flatMap(it -> it.children().stream().findFirst());
        return new Envelope(
                version,
                parent.namespace().isEmpty() || parent.name().equals("Body") ? OURS : parent.namespace(),
                !action.namespace().isEmpty(),
                action.text(),
                xml.isPresent() ? null : message.map(Node::rawText).orElse(""),
                xml.orElse(null));
    }

    /** The element that has the parameter; what is in the message is none. */
    private static Optional<Node> parentOf(String parameter, Node node) {
        if (child(parameter, node).isPresent()) {
            return Optional.of(node);
        }
        return node.children().stream()
                .filter(child -> !child.name().equalsIgnoreCase("message"))
                .map(child -> parentOf(parameter, child))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Node> child(String parameter, Node node) {
        return node.children().stream()
                .filter(child -> child.name().equalsIgnoreCase(parameter))
                .findFirst();
    }

    /** The envelope of an answer, of the same version and in the caller's own namespace. */
    String answer(String payload) {
        String name = "HIPMessageServerResponse";
        String start = qualified
                ? "<" + name + " xmlns=\"" + Xml.escaped(wrapper) + "\"><payload>"
                : "<h:" + name + " xmlns:h=\"" + Xml.escaped(wrapper) + "\"><payload>";
        return enveloped(version, start + Xml.escaped(payload) + "</payload></" + (qualified ? "" : "h:") + name + ">");
    }

    /**
     * The envelope of a fault.
     *
     * @param ofSender whether the sender has to change something; else it may send the same again
     */
    static String fault(SoapVersion version, boolean ofSender, String reason) {
        String said = Xml.escaped(reason);
        return enveloped(
                version,
                switch (version) {
                    case V1_1 ->
                        "<soap:Fault><faultcode>soap:" + (ofSender ? "Client" : "Server") + "</faultcode><faultstring>"
                                + said + "</faultstring></soap:Fault>";
                    case V1_2 ->
                        "<soap:Fault><soap:Code><soap:Value>soap:" + (ofSender ? "Sender" : "Receiver")
                                + "</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"zh-CN\">" + said
                                + "</soap:Text></soap:Reason></soap:Fault>";
                });
    }

    private static String enveloped(SoapVersion version, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"" + version.namespace()
                + "\"><soap:Body>" + content + "</soap:Body></soap:Envelope>";
    }
}
