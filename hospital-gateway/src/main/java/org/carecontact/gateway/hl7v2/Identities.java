package org.carecontact.gateway.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Dialect.Identifiers;
import org.carecontact.gateway.values.CitizenNumbers;

/** Finds among several identifiers the one that the hospital gives itself; a citizen's number is none, typed or not. */
final class Identities {

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
                .filter(id -> !CitizenNumbers.isOne(id))
                .map(parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isOwn(String authority, Identifiers wanted, Set<String> own) {
        return !authority.isEmpty() && (wanted.authorities().contains(authority) || own.contains(authority));
    }
}
