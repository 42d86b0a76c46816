package org.carecontact.notification.receipts;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.carecontact.notification.content.domain.Vendor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what vendors of text messages post (Aliyun 101867 SmsReport and SmsUp, Tencent 382/59178 status and reply): a
 * list of objects, or one. Fields that are not known are left alone.
 */
final class SmsBodies {

    private static final int MOST = 2_000;
    private static final int LONGEST_TEXT = 2_000;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,40}");
    private static final Pattern ID = Pattern.compile("[!-~]{1,100}");

    private final JsonMapper json = new JsonMapper();

    /**
     * What was understood of a body.
     *
     * @param strange whether there is something else in it, or it is no JSON at all
     */
    record Understood<T>(List<T> all, boolean strange) {}

    /** Returns the reports. */
    Understood<Report> reports(Vendor vendor, byte[] body) {
        return understood(
                body,
                each -> vendor == Vendor.ALIYUN ? aliyunReport(each) : tencentReport(each),
                report -> !report.vendorId().isEmpty() || !report.key().isEmpty());
    }

    /** Returns the replies. */
    Understood<Heard> replies(Vendor vendor, byte[] body) {
        return understood(
                body,
                each -> vendor == Vendor.ALIYUN ? aliyunReply(each) : tencentReply(each),
                reply -> !reply.number().isEmpty());
    }

    private <T> Understood<T> understood(byte[] body, Function<JsonNode, T> reader, Predicate<T> isOne) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JacksonException e) {
            return new Understood<>(List.of(), true);
        }
        List<JsonNode> entries = root.isArray()
                ? StreamSupport.stream(root.spliterator(), false).limit(MOST).toList()
                : List.of(root);
        List<T> all = entries.stream()
                .filter(JsonNode::isObject)
                .map(reader)
                .filter(isOne)
                .toList();
        return new Understood<>(all, all.size() < entries.size() || root.isArray() && root.size() > MOST);
    }

    private static Report aliyunReport(JsonNode report) {
        boolean delivered = report.path("success").asBoolean(false);
        String code = text(report, "err_code");
        return new Report(
                id(text(report, "biz_id")),
                id(text(report, "out_id")),
                delivered,
                delivered ? "" : code(code),
                code.toUpperCase(Locale.ROOT).startsWith("W-BLACK"));
    }

    private static Report tencentReport(JsonNode report) {
        boolean delivered = text(report, "report_status").equals("SUCCESS");
        String code = text(report, "errmsg");
        return new Report(
                id(text(report, "sid")),
                "",
                delivered,
                delivered ? "" : code(code),
                code.toUpperCase(Locale.ROOT).contains("BLACK"));
    }

    private static Heard aliyunReply(JsonNode reply) {
        return new Heard(
                text(reply, "phone_number"),
                shortened(text(reply, "content")),
                text(reply, "sequence_id") + "/" + text(reply, "send_time"));
    }

    private static Heard tencentReply(JsonNode reply) {
        String country = text(reply, "nationcode");
        String mobile = text(reply, "mobile");
        return new Heard(
                mobile.isEmpty() || country.isEmpty() ? mobile : "+" + country + mobile,
                shortened(text(reply, "text")),
                text(reply, "time"));
    }

    /** Texts and numbers: vendors change from one to the other. */
    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : value.isNumber() ? value.toString() : "";
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private static String code(String code) {
        return CODE.matcher(code).matches() ? code : "";
    }

    private static String id(String id) {
        return ID.matcher(id).matches() ? id : "";
    }
}
