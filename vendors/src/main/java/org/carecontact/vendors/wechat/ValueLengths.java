package org.carecontact.vendors.wechat;

import java.util.List;
import java.util.Map;

/**
 * How long the values of a message may be (developers.weixin.qq.com, subscription message, parameter limits): the name of
 * a value begins with its kind.
 */
final class ValueLengths {

    private record Limit(String kind, int longest) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("character_string", 32),
            new Limit("phone_number", 17),
            new Limit("car_number", 8),
            new Limit("number", 32),
            new Limit("letter", 32),
            new Limit("symbol", 5),
            new Limit("phrase", 5),
            new Limit("thing", 20),
            new Limit("const", 20),
            new Limit("name", 20));

    private static final int LONGEST_CHINESE_NAME = 10;

    private ValueLengths() {}

    /** Says whether WeChat would take all of them whole. */
    static boolean fit(Map<String, String> values) {
        return values.entrySet().stream().allMatch(value -> fits(value.getKey(), value.getValue()));
    }

    private static boolean fits(String name, String value) {
        String kind = name.replaceFirst("[0-9]+$", "");
        int length = value.codePointCount(0, value.length());
        if (kind.equals("name") && value.codePoints().anyMatch(c -> c > 127)) {
            return length <= LONGEST_CHINESE_NAME;
        }
        return LIMITS.stream().filter(limit -> limit.kind().equals(kind)).allMatch(limit -> length <= limit.longest());
    }
}
