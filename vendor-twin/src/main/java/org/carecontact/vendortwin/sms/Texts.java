package org.carecontact.vendortwin.sms;

import java.util.List;
import java.util.regex.Pattern;

/** Rules of the texts of SMS that both vendors have. */
public final class Texts {

    private static final Pattern LINK =
            Pattern.compile("(?i)https?://|www\\.|[a-z0-9-]+\\.(com|cn|net|org|host|top|cc|io|me)\\b");
    private static final Pattern STOP = Pattern.compile("R|TD|T|N|退订|拒收");

    private Texts() {}

    public static boolean hasLink(String text) {
        return LINK.matcher(text).find();
    }

    /** Whether one of the words stands in the text, whatever blanks stand between. */
    public static boolean hasWord(List<String> words, String text) {
        String tight = text.replaceAll("\\s", "");
        return words.stream().anyMatch(tight::contains);
    }

    /** Into how many SMS the text is cut: 70 characters, else 67 each. */
    public static int segments(String text) {
        int length = text.length();
        return length <= 70 ? 1 : (length + 66) / 67;
    }

    /** Whether a reply asks for no more, as the vendors read it. */
    public static boolean isStop(String reply) {
        return STOP.matcher(reply.strip().toUpperCase(java.util.Locale.ROOT)).matches();
    }
}
