package org.carecontact.request.phrases;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.regex.Pattern;

/**
 * Text as the phrase lists are compared with it: without invisible characters, accents and look-alikes of other scripts,
 * in half width and lower case (NFKC_Casefold, UAX 31), and in Simplified Chinese. Each step reads the text once.
 */
public final class PlainText {

    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    /** Pairs that ICU's table lacks, each a variant and the character that the phrase lists use. */
    private static final String VARIANTS = "噁恶痺痹痲麻峯峰捱挨矇蒙衂衄瘉愈麪面揹背搯掏閤合瘖喑気气発发薬药悪恶圧压児儿険险効效歩步渋涩";

    /** No word needs a character more than twelve times in a row. */
    private static final Pattern MORE_OF_THE_SAME = Pattern.compile("((.)\\2{11})\\2++", Pattern.DOTALL);

    private static final char SIGN = '☆';
    private static final char[] SIMPLIFIED = simplified();

    private PlainText() {}

    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().filter(PlainText::isSeen).map(LookAlikes::readAs).forEach(plain::appendCodePoint);
        String folded = FOLDED.normalize(plain);
        plain.setLength(0);
        // Folding takes letters and their accents apart in some scripts.
        folded.codePoints()
                .filter(PlainText::isSeen)
                .forEach(c -> plain.appendCodePoint(inSimplified(LookAlikes.readAs(c))));
        return MORE_OF_THE_SAME.matcher(plain).replaceAll("$1");
    }

    private static boolean isSeen(int character) {
        if (character < 0x80) {
            return character >= ' ' && character != 0x7f || Character.isWhitespace(character);
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == 0x85;
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            // Marks that could be reordered are left out: ordering many of them takes long.
            default ->
                !UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                        && UCharacter.getCombiningClass(character) == 0;
        };
    }

    /** Signs beyond the first plane, for example most emoji, become one sign of the first plane. */
    private static int inSimplified(int character) {
        if (character < SIMPLIFIED.length) {
            return SIMPLIFIED[character];
        }
        return Character.isLetterOrDigit(character) ? character : SIGN;
    }

    private static char[] simplified() {
        Transliterator icu = Transliterator.getInstance("Traditional-Simplified");
        char[] table = new char[0x10000];
        for (char c = 0; c < 0xffff; c++) {
            table[c] = c;
            if (UCharacter.UnicodeBlock.of(c) == UCharacter.UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS) {
                String one = icu.transliterate(Character.toString(c));
                table[c] = one.length() == 1 ? one.charAt(0) : c;
            }
        }
        table[0xffff] = 0xffff;
        for (int at = 0; at < VARIANTS.length(); at += 2) {
            table[VARIANTS.charAt(at)] = VARIANTS.charAt(at + 1);
        }
        return table;
    }
}
