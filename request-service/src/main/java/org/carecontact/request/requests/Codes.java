package org.carecontact.request.requests;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the constants of an enum as codes that people send. */
public final class Codes {

    private Codes() {}

    public static <E extends Enum<E>> Optional<E> known(Class<E> type, @Nullable String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(code))
                .findFirst();
    }

    /** Lists all codes, for a remedy. */
    public static <E extends Enum<E>> String of(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
