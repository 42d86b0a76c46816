package org.carecontact.request.phrases;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.HashMap;
import java.util.Map;

/** Letters that look like a Latin one, accents aside, and signs that look like a Han character (UTS 39, confusables). */
final class LookAlikes {

    /** Small capitals as UTS 39 has them, each before its letter: Cyrillic в and т look like these. */
    private static final String SMALL_CAPITALS = "ʙbᴅdᴇeꜰfɢgʜhɪiᴊjᴋkĸkʟlᴍmɴnᴘpʀrꜱsᴛtᴜuʏy";

    private static final char[] LETTERS = table();

    private LookAlikes() {}

    /** The lower-case letter or the Han character that this one is read as; itself where it is read as itself. */
    static int readAs(int character) {
        if (character < LETTERS.length) {
            return LETTERS[character];
        }
        // Letters in a black circle or square, and those that flags are made of.
        for (int first : new int[] {0x1F150, 0x1F170, 0x1F1E6}) {
            if (character >= first && character < first + 26) {
                return 'a' + character - first;
            }
        }
        return character;
    }

    private static char[] table() {
        SpoofChecker confusables =
                new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
        Map<String, Character> latin = new HashMap<>();
        for (int at = 0; at < SMALL_CAPITALS.length(); at += 2) {
            latin.put(SMALL_CAPITALS.substring(at, at + 1), SMALL_CAPITALS.charAt(at + 1));
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            latin.put(confusables.getSkeleton(Character.toString(Character.toUpperCase(letter))), letter);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            latin.put(confusables.getSkeleton(Character.toString(letter)), letter);
        }
        char[] table = new char[0x10000];
        for (int c = 0; c < table.length; c++) {
            table[c] = mayLookAlike(c) ? readAs((char) c, confusables, latin) : (char) c;
        }
        return table;
    }

    private static boolean mayLookAlike(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN, GREEK, CYRILLIC, ARMENIAN, CHEROKEE, COPTIC, LISU -> c >= 0x80;
            case HIRAGANA, KATAKANA, BOPOMOFO -> true;
            case HAN -> c < 0x3400; // radicals; ideographs are read as themselves
            default -> c >= 0x31C0 && c < 0x31F0; // strokes
        };
    }

    private static char readAs(char c, SpoofChecker confusables, Map<String, Character> latin) {
        String bare = bare(Character.toString(Character.toLowerCase(c)));
        if (bare.length() == 1 && bare.charAt(0) >= 'a' && bare.charAt(0) <= 'z') {
            return bare.charAt(0);
        }
        for (String spelled : new String[] {bare, bare(Character.toString(c))}) {
            String skeleton = bare(confusables.getSkeleton(spelled));
            Character letter = latin.get(skeleton);
            if (letter != null) {
                return letter;
            }
            if (skeleton.length() == 1 && SetApart.isHan(skeleton.charAt(0))) {
                return skeleton.charAt(0);
            }
        }
        return c;
    }

    /** Without accents. */
    private static String bare(String text) {
        StringBuilder bare = new StringBuilder();
        Normalizer2.getNFKDInstance()
                .normalize(text)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
