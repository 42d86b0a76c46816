package org.carecontact.consent.canonical;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the canonical JSON text (RFC 8785) of a value of maps, lists, texts, whole numbers and booleans, so that
 * anybody can compute a hash over it again.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException when a text has a lone surrogate (RFC 8785 3.2.2.2), or a value is of another kind
     */
    public static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case String text -> quote(text, out);
            case Integer number -> out.append(number.intValue());
            case Boolean yes -> out.append(yes.booleanValue());
            case List<?> list -> {
                String separator = "[";
                for (Object one : list) {
                    out.append(separator);
                    write(one, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((name, one) -> sorted.put((String) name, one));
                String separator = "{";
                for (Map.Entry<String, Object> one : sorted.entrySet()) {
                    out.append(separator);
                    quote(one.getKey(), out);
                    out.append(':');
                    write(one.getValue(), out);
                    separator = ",";
                }
                out.append(sorted.isEmpty() ? "{}" : "}");
            }
            default -> throw new IllegalArgumentException("not canonical: " + value.getClass());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLoneSurrogate(text, i)) {
                throw new IllegalArgumentException("a lone surrogate has no UTF-8");
            }
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
