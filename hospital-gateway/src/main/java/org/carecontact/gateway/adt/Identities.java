package org.carecontact.gateway.adt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect.Identifiers;

/** Finds among several identifiers the one that the hospital gives itself; a citizen's number is none, typed or not. */
final class Identities {

    private static final Pattern CITIZEN = Pattern.compile("[0-9]{17}[0-9Xx]");
    /** GB 11643-1999, which takes ISO 7064 MOD 11-2. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECKS = "10X98765432";

    private Identities() {}

    /**
     * The best usable repetition: of a preferred authority before others, then by type, then as they came.
     *
     * @param authority the component with the assigning authority
     * @param type the component with the identifier's type
     * @param own further authorities that are the sender's own
     */
    static <I> Optional<I> find(
            List<Fields.Repetition> repetitions,
            Identifiers wanted,
            int authority,
            int type,
            Set<String> own,
            Function<String, Optional<I>> parse) {
        List<Fields.Repetition> ordered = new ArrayList<>(repetitions);
        ordered.removeIf(one -> !wanted.types().contains(one.text(type)));
        ordered.sort((one, other) -> {
            int byAuthority =
                    Boolean.compare(isOwn(other.text(authority), wanted, own), isOwn(one.text(authority), wanted, own));
            return byAuthority != 0
                    ? byAuthority
                    : Integer.compare(
                            wanted.types().indexOf(one.text(type)),
                            wanted.types().indexOf(other.text(type)));
        });
        return ordered.stream()
                .map(one -> one.text(1))
                .filter(id -> !isCitizensNumber(id))
                .map(parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isOwn(String authority, Identifiers wanted, Set<String> own) {
        return !authority.isEmpty() && (wanted.authorities().contains(authority) || own.contains(authority));
    }

    static boolean isCitizensNumber(String text) {
        if (!CITIZEN.matcher(text).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (text.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % 11) == Character.toUpperCase(text.charAt(17));
    }
}
