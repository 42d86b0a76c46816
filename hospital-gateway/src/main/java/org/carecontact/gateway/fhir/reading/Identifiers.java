package org.carecontact.gateway.fhir.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.values.CitizenNumbers;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;

/** Finds among several identifiers the one that the hospital gives itself; a citizen's number is none, typed or not. */
final class Identifiers {

    private Identifiers() {}

    /**
     * The best usable one: of a preferred authority (system or assigner) before others, then by type (HL7 table 0203),
     * then an official one, then as they came.
     */
    static <I> Optional<I> find(
            List<Identifier> given, Dialect.Identifiers wanted, Function<String, Optional<I>> parse) {
        List<Identifier> ordered = new ArrayList<>(given);
        ordered.removeIf(one -> !one.hasValue() || one.getUse() == IdentifierUse.OLD || rank(one, wanted) < 0);
        ordered.sort(Comparator.comparing((Identifier one) -> !isOwn(one, wanted))
                .thenComparing(one -> rank(one, wanted))
                .thenComparing(one -> one.getUse() != IdentifierUse.OFFICIAL));
        return ordered.stream()
                .map(one -> one.getValue().strip())
                .filter(value -> !CitizenNumbers.isOne(value))
                .map(parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The place of its type among those that are wanted; below zero when it is not wanted. */
    private static int rank(Identifier one, Dialect.Identifiers wanted) {
        List<String> codes = one.getType().getCoding().stream()
                .filter(Coding::hasCode)
                .map(Coding::getCode)
                .toList();
        if (codes.isEmpty()) {
            return wanted.types().indexOf("");
        }
        return codes.stream()
                .mapToInt(wanted.types()::indexOf)
                .filter(place -> place >= 0)
                .min()
                .orElse(-1);
    }

    private static boolean isOwn(Identifier one, Dialect.Identifiers wanted) {
        return (one.hasSystem() && wanted.authorities().contains(one.getSystem()))
                || (one.getAssigner().hasDisplay()
                        && wanted.authorities().contains(one.getAssigner().getDisplay()));
    }
}
