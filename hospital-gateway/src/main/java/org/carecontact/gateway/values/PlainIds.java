package org.carecontact.gateway.values;

import java.util.regex.Pattern;

/** Ids as they may stand in logs and lists: a header that can't be read may have anybody's number in their place. */
public final class PlainIds {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern SENDER = Pattern.compile("[\\x20-\\x7e]{1,130}");
    private static final Pattern PARTS = Pattern.compile("\\|");

    private PlainIds() {}

    /** The id of a message; empty when it must not be shown. */
    public static String message(String id) {
        return ID.matcher(id).matches() && isNobodys(id) ? id : "";
    }

    /** A sender as HIS|tongren; empty when it must not be shown. */
    public static String sender(String sender) {
        return SENDER.matcher(sender).matches() && PARTS.splitAsStream(sender).allMatch(PlainIds::isNobodys)
                ? sender
                : "";
    }

    /** Whether a text has no citizen's number in it, and is no mobile number. */
    public static boolean isNobodys(String text) {
        return CitizenNumbers.without(text).equals(text)
                && MobileNumbers.parse(text).isEmpty();
    }
}
