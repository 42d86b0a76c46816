package org.carecontact.gateway.mllp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An ADT message of a made-up patient, whole and well; a test bends what it wants bent. */
final class SampleMessage {

    static final String NAME = "欧阳测试";
    static final String MOBILE = "14010000001";
    static final String KIN_MOBILE = "14011000001";
    static final String BORN = "19800229";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Map<String, List<String>> segments = new LinkedHashMap<>();
    private final List<String> more = new ArrayList<>();

    static SampleMessage of(String trigger, String visit) {
        SampleMessage message = new SampleMessage();
        message.set("MSH", 2, "^~\\&")
                .set("MSH", 3, "HIS")
                .set("MSH", 4, "tongren")
                .set("MSH", 5, "CARECONTACT");
        message.set("MSH", 7, "20261123080000")
                .set("MSH", 9, "ADT^" + trigger)
                .set("MSH", 11, "P")
                .set("MSH", 12, "2.5");
        message.set("MSH", 10, "C" + NUMBERS.incrementAndGet()).set("MSH", 18, "UNICODE UTF-8");
        message.set("EVN", 2, "20261123080000");
        message.set("PID", 3, "P000001^^^HIS^PI").set("PID", 5, NAME).set("PID", 7, BORN);
        message.set("PID", 13, MOBILE + "^PRN^CP");
        message.set("NK1", 2, NAME + "母").set("NK1", 3, "MTH").set("NK1", 5, KIN_MOBILE);
        message.set("PV1", 2, "O")
                .set("PV1", 3, "cardiology")
                .set("PV1", 7, "D0001^王")
                .set("PV1", 19, visit);
        return message;
    }

    /** A visit number that no other test has. */
    static String newVisit() {
        return "V" + NUMBERS.incrementAndGet();
    }

    /** Field numbers as in HL7: MSH-1 is the separator itself. */
    SampleMessage set(String segment, int field, String value) {
        List<String> fields = segments.computeIfAbsent(segment, _ -> new ArrayList<>());
        int place = segment.equals("MSH") ? field - 2 : field - 1;
        while (fields.size() <= place) {
            fields.add("");
        }
        fields.set(place, value);
        return this;
    }

    SampleMessage at(String time) {
        return set("EVN", 2, time);
    }

    SampleMessage without(String segment) {
        segments.remove(segment);
        return this;
    }

    /** One more segment, as it is written, behind all others. */
    SampleMessage with(String segment) {
        more.add(segment);
        return this;
    }

    String controlId() {
        return segments.getOrDefault("MSH", List.of()).get(8);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        segments.forEach((name, fields) ->
                text.append(name).append('|').append(String.join("|", fields)).append('\r'));
        more.forEach(segment -> text.append(segment).append('\r'));
        return text.toString();
    }
}
