package org.carecontact.notification.content.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one kind of message at one vendor, with places as {@code {entry}}, or {@code {entry:code}} where the vendor's
 * template calls it differently. An SMS has one part; other messages
 * have several, by the names of the vendor's template, as {@code thing1} or {@code title}.
 */
public record Wording(SequencedMap<String, String> parts) {

    /** The only part of an SMS. */
    public static final String TEXT = "text";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(?::([a-z][a-z0-9_]{0,30}))?}");

    public Wording {
        parts = new LinkedHashMap<>(parts);
    }

    /** Returns the names of the places, in their order, each as often as it stands there. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        for (String part : parts.values()) {
            Matcher place = PLACE.matcher(part);
            while (place.find()) {
                places.add(place.group(1));
            }
        }
        return places;
    }

    /** Returns a part without its places. */
    static String withoutPlaces(String part) {
        return PLACE.matcher(part).replaceAll("");
    }

    /** Fills every place; fails when a value is missing. */
    public SequencedMap<String, String> filled(Map<String, String> values) {
        SequencedMap<String, String> filled = new LinkedHashMap<>();
        parts.forEach((name, part) -> filled.put(
                name,
                PLACE.matcher(part)
                        .replaceAll(place -> Matcher.quoteReplacement(Optional.ofNullable(values.get(place.group(1)))
                                .orElseThrow(() -> new IllegalArgumentException("no value for " + place.group(1)))))));
        return filled;
    }

    /** Returns the values of its places only, by the vendor's names, in the order in which they stand. */
    public SequencedMap<String, String> chosen(Map<String, String> values) {
        SequencedMap<String, String> chosen = new LinkedHashMap<>();
        places().forEach(place -> chosen.put(
                place,
                Optional.ofNullable(values.get(place))
                        .orElseThrow(() -> new IllegalArgumentException("no value for " + place))));
        return chosen;
    }
}
