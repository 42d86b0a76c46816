package org.carecontact.gateway.values;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of people, as they are said aloud. */
public final class PersonNames {

    private static final int LONGEST = 64;
    private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}·]+");

    private PersonNames() {}

    /**
     * Family name and given name, of which one may be empty; a Chinese name has no space. Empty when there is none, when it
     * is longer than 64 characters, or a citizen's number in the wrong place.
     */
    public static Optional<String> of(String family, String given) {
        String name = family.isEmpty()
                        || given.isEmpty()
                        || CHINESE.matcher(family + given).matches()
                ? family + given
                : given + " " + family;
        return name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST || CitizenNumbers.isOne(name)
                ? Optional.empty()
                : Optional.of(name);
    }
}
