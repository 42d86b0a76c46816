package org.carecontact.gateway.vocabulary.domain;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The newest word on one thing.
 *
 * @param value null when it was withdrawn
 */
public record Said<T>(@Nullable T value, Stamp by) {

    /** Returns the newer of what was known and what a message says. */
    public static <T> @Nullable Said<T> and(@Nullable Said<T> known, Word<T> word, Stamp by) {
        if (word instanceof Word.Absent<T> || (known != null && by.isBefore(known.by()))) {
            return known;
        }
        return new Said<>(word.orNull(), by);
    }

    /** Returns the newer of two words on one thing. */
    public static <T> @Nullable Said<T> newer(@Nullable Said<T> one, @Nullable Said<T> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.by().isBefore(other.by()) ? other : one;
    }

    /** Returns the same word with what becomes of its value. */
    public static <T> @Nullable Said<T> map(@Nullable Said<T> said, UnaryOperator<T> change) {
        return said == null || said.value() == null ? said : new Said<>(change.apply(said.value()), said.by());
    }

    public static <T> @Nullable T value(@Nullable Said<T> said) {
        return said == null ? null : said.value();
    }
}
