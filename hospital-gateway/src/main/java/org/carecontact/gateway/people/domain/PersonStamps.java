package org.carecontact.gateway.people.domain;

import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.jspecify.annotations.Nullable;

/**
 * When the messages of one visit spoke last of each thing. A visit keeps them so that a late message does not bring back
 * what a newer one of the same visit has replaced.
 */
public record PersonStamps(
        @Nullable Stamp name,
        @Nullable Stamp born,
        @Nullable Stamp mobile,
        @Nullable Stamp guardian) {

    public static final PersonStamps NONE = new PersonStamps(null, null, null, null);

    /** The stamps with one more message counted. */
    public PersonStamps and(PersonWords words, Stamp by) {
        return new PersonStamps(
                later(name, words.name(), by),
                later(born, words.born(), by),
                later(mobile, words.mobile(), by),
                later(guardian, words.guardian(), by));
    }

    /** What of a message is no older than what was said before. */
    public PersonWords newOf(PersonWords words, Stamp by) {
        return new PersonWords(
                unlessOlder(name, words.name(), by),
                unlessOlder(born, words.born(), by),
                unlessOlder(mobile, words.mobile(), by),
                unlessOlder(guardian, words.guardian(), by));
    }

    /** The same visit under another number had these. */
    public PersonStamps and(PersonStamps other) {
        return new PersonStamps(
                later(name, other.name),
                later(born, other.born),
                later(mobile, other.mobile),
                later(guardian, other.guardian));
    }

    private static @Nullable Stamp later(@Nullable Stamp one, @Nullable Stamp other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }

    private static @Nullable Stamp later(@Nullable Stamp known, Word<?> word, Stamp by) {
        return word instanceof Word.Absent<?> || (known != null && by.isBefore(known)) ? known : by;
    }

    private static <T> Word<T> unlessOlder(@Nullable Stamp known, Word<T> word, Stamp by) {
        return known != null && by.isBefore(known) ? Word.absent() : word;
    }
}
