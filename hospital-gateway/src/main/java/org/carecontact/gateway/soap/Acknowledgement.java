package org.carecontact.gateway.soap;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * The {@code MCCI_IN000002UV01} that answers a message.
 *
 * @param code AA, AE or AR
 */
record Acknowledgement(String code, List<Detail> details) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String OUR_NAME = "CARECONTACT";
    private static final String DETAIL_CODES = "2.16.840.1.113883.5.1100";
    private static final String SUCCESS = "ACK";

    public Acknowledgement {
        details = List.copyOf(details);
    }

    /** It is durable, or was before. */
    static Acknowledgement accept(List<Detail> warnings) {
        return new Acknowledgement("AA", warnings.isEmpty() ? List.of(said("处理成功。", "Taken in")) : warnings);
    }

    /** It is about something that nothing here needs. */
    static Acknowledgement notUsed() {
        return new Acknowledgement("AA", List.of(said("已接收，本系统不使用此消息。", "Not used")));
    }

    /** What of a message that is taken was no use. */
    List<Detail> warnings() {
        return code.equals("AA")
                ? details.stream().filter(one -> !one.code().equals(SUCCESS)).toList()
                : List.of();
    }

    boolean isNotUsed() {
        return equals(notUsed());
    }

    static Acknowledgement refuse(Refusal refusal) {
        return new Acknowledgement(refusal.answer(), List.of(refusal.detail()));
    }

    private static Detail said(String chinese, String english) {
        return new Detail(SUCCESS, "", chinese, english);
    }

    /** The message; ids of the other side are given back as they came. */
    String message(V3Message about, Instant now, ZoneId zone) {
        StringBuilder text = new StringBuilder(1024);
        text.append("<MCCI_IN000002UV01 xmlns=\"urn:hl7-org:v3\" ITSVersion=\"XML_1.0\">");
        id(text, "id", Roots.MESSAGE, UUID.randomUUID().toString());
        text.append("<creationTime value=\"")
                .append(TIME.format(now.atZone(zone)))
                .append("\"/>");
        id(text, "interactionId", Roots.INTERACTION, "MCCI_IN000002UV01");
        text.append("<processingCode code=\"P\"/><processingModeCode/><acceptAckCode code=\"NE\"/>");
        device(text, "receiver", "RCV", about.sender(), "");
        device(text, "sender", "SND", about.receiver(), OUR_NAME);
        text.append("<acknowledgement typeCode=\"").append(code).append("\"><targetMessage>");
        id(text, "id", about.id().root(), about.id().extension());
        text.append("</targetMessage>");
        details.forEach(detail -> detail(text, detail));
        return text.append("</acknowledgement></MCCI_IN000002UV01>").toString();
    }

    private void detail(StringBuilder text, Detail detail) {
        String type = detail.code().equals(SUCCESS) ? "I" : code.equals("AA") ? "W" : "E";
        text.append("<acknowledgementDetail typeCode=\"").append(type).append("\"><code code=\"");
        text.append(detail.code())
                .append("\" codeSystem=\"")
                .append(DETAIL_CODES)
                .append("\"/><text value=\"");
        text.append(Xml.escaped(detail.text())).append("\"/>");
        if (!detail.place().isEmpty()) {
            text.append("<location value=\"")
                    .append(Xml.escaped(detail.place()))
                    .append("\"/>");
        }
        text.append("</acknowledgementDetail>");
    }

    private static void device(StringBuilder text, String role, String type, Node.Id id, String otherwise) {
        text.append('<').append(role).append(" typeCode=\"").append(type);
        text.append("\"><device classCode=\"DEV\" determinerCode=\"INSTANCE\"><id>");
        boolean unknown = id.root().isEmpty() && id.extension().isEmpty();
        id(text, "item", unknown ? Roots.SYSTEM : id.root(), unknown ? otherwise : id.extension());
        text.append("</id></device></").append(role).append('>');
    }

    private static void id(StringBuilder text, String name, String root, String extension) {
        text.append('<').append(name).append(" root=\"").append(Xml.escaped(root));
        text.append("\" extension=\"").append(Xml.escaped(extension)).append("\"/>");
    }
}
