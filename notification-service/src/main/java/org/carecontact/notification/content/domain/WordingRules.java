package org.carecontact.notification.content.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of the vendors for texts (vendors' pages Aliyun 463270 and 44357, Tencent 382/39023, WeChat
 * api_sendnewsubscribemsg, WeCom 90236) and our own: nothing about health, and nothing that only a sender of
 * advertisements writes.
 */
public final class WordingRules {

    private static final int MOST_SEGMENTS = 2;
    private static final int LONGEST_SMS = 500;
    private static final int LONGEST_TITLE_BYTES = 128;
    private static final int LONGEST_DESCRIPTION_BYTES = 512;
    private static final Pattern NEIGHBOURS = Pattern.compile("}\\{");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\u4e00-\\u9fff，。；、]*");
    private static final Pattern ADDRESS_WITHOUT_SCHEME = Pattern.compile("(?i)(?<![a-z0-9/.])www\\.");
    private static final Pattern ODD = Pattern.compile("[【】★☆◆■●→←↑↓\\p{So}\\p{Cs}\\p{Cc}]");
    private static final Pattern TYPED = Pattern.compile(
            "(thing|phrase|name|character_string|number|time|date|const|phone_number|car_number|letter|symbol)[0-9]{1,2}");
    private static final Map<String, Integer> LONGEST = Map.of(
            "thing", 20,
            "phrase", 5,
            "name", 10,
            "character_string", 32,
            "number", 32,
            "phone_number", 17,
            "car_number", 8,
            "letter", 32,
            "symbol", 5,
            "const", 20);

    private WordingRules() {}

    /**
     * Returns everything that is wrong with a wording; empty when it is good.
     *
     * @param needed the places that must be there
     * @param signature that an SMS vendor puts before the text, without 【】; empty for others
     * @param address the one address that may stand there; empty where none may
     */
    public static List<String> problems(
            Vendor vendor, Wording wording, Set<Place> needed, String signature, String address) {
        List<String> problems = new ArrayList<>();
        places(wording, needed, problems);
        Map<String, String> longest = new HashMap<>();
        for (Place place : Place.values()) {
            longest.put(place.spelled(), place.longest());
        }
        boolean known = wording.places().stream().allMatch(longest::containsKey);
        if (known) {
            problems.addAll(problemsOfValues(vendor, wording.filled(longest), signature));
        }
        wording.parts().forEach((name, part) -> {
            if (NEIGHBOURS.matcher(part).find()) {
                problems.add(name + " has two places side by side");
            }
            if (!part.isEmpty()
                    && Wording.withoutPlaces(part).isBlank()
                    && vendor.system().equals("sms")) {
                problems.add(name + " is nothing but a place");
            }
            words(name, Wording.withoutPlaces(part).replace(address, ""), problems);
            addresses(name, part, address, problems);
        });
        return problems;
    }

    /** Returns what is wrong with the filled parts of a message, right before it is sent. */
    public static List<String> problemsOfValues(Vendor vendor, Map<String, String> filled, String signature) {
        List<String> problems = new ArrayList<>();
        switch (vendor) {
            case ALIYUN, TENCENT -> {
                String text = filled.getOrDefault(Wording.TEXT, "");
                if (filled.size() != 1 || text.isBlank()) {
                    problems.add("an SMS has one part: text");
                }
                int segments = Segments.of(signature, text);
                if (segments > MOST_SEGMENTS || text.length() > LONGEST_SMS) {
                    problems.add("the text needs " + segments + " messages, at most " + MOST_SEGMENTS);
                }
            }
            case OFFICIAL_ACCOUNT, SUBSCRIPTION ->
                filled.forEach((name, part) -> {
                    if (!TYPED.matcher(name).matches()) {
                        problems.add(name + " is no name of a value in a template, as thing1");
                        return;
                    }
                    int most = LONGEST.getOrDefault(name.replaceAll("[0-9]+$", ""), 32);
                    if (part.isBlank() || part.codePointCount(0, part.length()) > most) {
                        problems.add(name + " has 1 to " + most + " characters");
                    }
                });
            case WECOM -> {
                if (!filled.keySet().equals(Set.of("title", "description"))) {
                    problems.add("a card has title and description");
                }
                bytes("title", filled, LONGEST_TITLE_BYTES, problems);
                bytes("description", filled, LONGEST_DESCRIPTION_BYTES, problems);
            }
        }
        return problems;
    }

    private static void bytes(String name, Map<String, String> filled, int most, List<String> problems) {
        int bytes = filled.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > most) {
            problems.add(name + " has 1 to " + most + " bytes, not " + bytes);
        }
    }

    private static void places(Wording wording, Set<Place> needed, List<String> problems) {
        Set<String> names = Arrays.stream(Place.values()).map(Place::spelled).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (String place : wording.places()) {
            if (!names.contains(place)) {
                problems.add("nothing fills the place {" + place + "}");
            } else if (!seen.add(place)) {
                problems.add("{" + place + "} stands there twice");
            }
        }
        needed.stream()
                .map(Place::spelled)
                .filter(place -> !seen.contains(place))
                .sorted()
                .forEach(place -> problems.add("{" + place + "} is missing"));
        wording.parts().forEach((name, part) -> {
            if (Wording.withoutPlaces(part).matches("(?s).*[{}].*")) {
                problems.add(name + " has a brace that belongs to no place");
            }
        });
    }

    private static void words(String name, String text, List<String> problems) {
        Words.found(text).ifPresent(word -> problems.add(name + " holds " + word));
        if (ODD.matcher(text).find()) {
            problems.add(name + " holds a character that the vendors refuse");
        }
    }

    private static void addresses(String name, String part, String address, List<String> problems) {
        ADDRESS.matcher(part).results().map(found -> found.group()).forEach(found -> {
            if (address.isEmpty() || !found.equals(address)) {
                problems.add(name + " holds another address than " + (address.isEmpty() ? "none" : address));
            }
        });
        if (ADDRESS_WITHOUT_SCHEME.matcher(part).find()) {
            problems.add(name + " holds an address without https");
        }
    }
}
