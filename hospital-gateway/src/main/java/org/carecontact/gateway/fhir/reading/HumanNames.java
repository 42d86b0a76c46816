package org.carecontact.gateway.fhir.reading;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;

/** Finds among several names the one by which somebody is called. */
public final class HumanNames {

    private static final int LONGEST = 64;
    private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}·]+");
    private static final Map<NameUse, Integer> NAMES = Map.of(NameUse.OFFICIAL, 0, NameUse.USUAL, 1, NameUse.TEMP, 3);
    private static final int UNSAID_USE = 2;
    private static final int NO_USE = 9;

    private HumanNames() {}

    /** The official one before the usual one; what is no longer used is none. */
    public static Word<String> best(List<HumanName> names) {
        return names.stream()
                .filter(name -> rank(name) < NO_USE)
                .sorted(Comparator.comparing(HumanNames::rank))
                .map(HumanNames::name)
                .filter(name -> !name.isEmpty()
                        && name.codePointCount(0, name.length()) <= LONGEST
                        && CitizenNumbers.without(name).equals(name))
                .findFirst()
                .map(Word::of)
                .orElseGet(Word::absent);
    }

    private static int rank(HumanName name) {
        return name.hasUse() ? NAMES.getOrDefault(name.getUse(), NO_USE) : UNSAID_USE;
    }

    /** Family name and given name, as from every door; a Chinese name has no space. */
    private static String name(HumanName name) {
        String family = name.hasFamily() ? name.getFamily().strip() : "";
        String given = name.getGivenAsSingleString().strip();
        if (family.isEmpty() || given.isEmpty()) {
            String text = name.hasText() ? name.getText().strip() : "";
            return text.isEmpty() ? family + given : text;
        }
        return CHINESE.matcher(family + given).matches() ? family + given : given + " " + family;
    }
}
