package org.carecontact.gateway.vocabulary.domain;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a message says of one thing: nothing, that it holds no longer, or what it is now (HL7 v2.5, 2.5.3). */
public sealed interface Word<T> {

    /** What was said before stays. */
    record Absent<T>() implements Word<T> {}

    /** What was said before holds no longer. */
    record Withdrawn<T>() implements Word<T> {}

    record Given<T>(T value) implements Word<T> {}

    static <T> Word<T> absent() {
        return new Absent<>();
    }

    static <T> Word<T> withdrawn() {
        return new Withdrawn<>();
    }

    static <T> Word<T> of(T value) {
        return new Given<>(value);
    }

    /** Returns the same about what becomes of the value. */
    default <U> Word<U> map(Function<T, U> change) {
        return switch (this) {
            case Absent<T> _ -> absent();
            case Withdrawn<T> _ -> withdrawn();
            case Given<T>(T value) -> of(change.apply(value));
        };
    }

    /** Returns the value, or null when none is given. */
    default @Nullable T orNull() {
        return switch (this) {
            case Absent<T> _, Withdrawn<T> _ -> null;
            case Given<T>(T value) -> value;
        };
    }
}
