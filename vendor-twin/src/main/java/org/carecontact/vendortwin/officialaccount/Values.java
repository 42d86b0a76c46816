package org.carecontact.vendortwin.officialaccount;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the values of a message may be, by the kind that their names begin with (page api_sendnewsubscribemsg). */
final class Values {

    private static final Map<String, Pattern> KINDS = Map.ofEntries(
            Map.entry("thing", Pattern.compile("(?s).{1,20}")),
            Map.entry("phrase", Pattern.compile("\\p{IsHan}{1,5}")),
            Map.entry("name", Pattern.compile("[\\p{IsHan}·]{1,10}|[A-Za-z .]{1,20}")),
            Map.entry("character_string", Pattern.compile("[\\x20-\\x7e]{1,32}")),
            Map.entry("number", Pattern.compile("[0-9.]{1,32}")),
            Map.entry("phone_number", Pattern.compile("[0-9+() -]{1,17}")),
            Map.entry("car_number", Pattern.compile("[\\p{IsHan}A-Z0-9]{1,8}")),
            Map.entry("letter", Pattern.compile("[A-Za-z]{1,32}")),
            Map.entry("symbol", Pattern.compile("[^\\p{IsHan}A-Za-z0-9]{1,5}")),
            Map.entry("const", Pattern.compile("(?s).{1,20}")),
            Map.entry("amount", Pattern.compile("[¥￥$]?[0-9,.]{1,10}元?")),
            Map.entry("time", Pattern.compile("[0-9年月日:：~\\- .]{4,40}")),
            Map.entry("date", Pattern.compile("[0-9年月日:：~\\- .]{4,40}")));

    private Values() {}

    /** The name of the first value that is missing or does not fit; empty if all do. */
    static Optional<String> misfit(Iterable<String> names, Map<String, String> values) {
        for (String name : names) {
            Pattern fits = KINDS.get(name.replaceFirst("[0-9]+$", ""));
            String value = values.getOrDefault(name, "");
            if (value.isEmpty() || (fits != null && !fits.matcher(value).matches())) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
