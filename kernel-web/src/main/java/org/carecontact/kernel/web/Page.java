package org.carecontact.kernel.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page, null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int LARGEST = 100;

    /** Returns how many to read for a page of this size: one more shows whether another page follows. */
    public static int toRead(@Nullable Integer limit) {
        return size(limit) + 1;
    }

    /** Makes a page of the elements that were read as {@link #toRead} says. */
    public static <S, T> Page<T> of(
            List<S> read, @Nullable Integer limit, Function<S, String> id, Function<S, T> view) {
        int size = size(limit);
        List<S> shown = read.size() > size ? read.subList(0, size) : read;
        return new Page<>(shown.stream().map(view).toList(), read.size() > size ? id.apply(shown.getLast()) : null);
    }

    private static int size(@Nullable Integer limit) {
        if (limit == null) {
            return 20;
        }
        if (limit < 1 || limit > LARGEST) {
            throw Problem.of("bad-limit")
                    .with("largest", LARGEST)
                    .field("limit")
                    .exception();
        }
        return limit;
    }
}
