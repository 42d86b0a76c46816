package org.carecontact.gateway.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carecontact.events.HospitalMessage;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.keys.FeedKeys;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.MessageTimes;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.jspecify.annotations.Nullable;

/**
 * One message while it is read.
 *
 * @param dialect the feed's when it began: it may change with the next message
 * @param sender who gave the message's id
 * @param by its place in time
 * @param times by its clock, which may be ahead of ours
 * @param warnings what was of no use so far
 */
record Reading(
        Feed feed,
        Dialect dialect,
        FeedKeys keys,
        HospitalMessage message,
        String sender,
        Stamp by,
        MessageTimes times,
        List<Warning> warnings) {

    /** Nothing that identifies a person is longer than this when it is sealed, bytes. */
    private static final int LONGEST_SEALED = 1024;

    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    String hospital() {
        return feed.hospital();
    }

    /** The receiver's time. */
    Instant now() {
        return times.now();
    }

    void warn(String place, String remedy) {
        warnings.add(new Warning(place, remedy));
    }

    /** A moment that is not ahead of ours; else now, for its words would outrank all others until then. */
    static Instant held(MessageTimes times, String place, Instant moment, List<Warning> warnings) {
        if (!times.isAhead(moment)) {
            return moment;
        }
        warnings.add(new Warning(place, "A time that is not ahead of ours; taken as now"));
        return times.now();
    }

    Instant held(String place, Instant moment) {
        return held(times, place, moment, warnings);
    }

    /** An id without which the message means nothing. */
    <I> I id(String place, String text, Function<String, Optional<I>> parse) throws RecordRefused {
        return found(text, parse)
                .orElseThrow(() -> RecordRefused.ofContent(place, "1 to 64 printable characters, no citizen's number"));
    }

    /** An id that the message can do without; one that is none warns. */
    <I> Word<I> idOrNone(String place, @Nullable String text, Function<String, Optional<I>> parse) {
        if (text == null) {
            return Word.absent();
        }
        if (text.isEmpty()) {
            return Word.withdrawn();
        }
        Optional<I> id = found(text, parse);
        if (id.isEmpty()) {
            warn(place, "1 to 64 printable characters, no citizen's number");
        }
        return id.map(Word::of).orElseGet(Word::absent);
    }

    private static <I> Optional<I> found(String text, Function<String, Optional<I>> parse) {
        return CitizenNumbers.isOne(text) ? Optional.empty() : parse.apply(text);
    }

    /** A name, a title or a number that is public. */
    Word<String> text(String place, @Nullable String text) {
        return idOrNone(
                place,
                text,
                one -> TEXT.matcher(one).matches() && one.equals(CitizenNumbers.without(one))
                        ? Optional.of(one)
                        : Optional.empty());
    }

    /** A department by the hospital's code or name; what the dialect does not name is taken as it is, and reported. */
    Word<String> department(String place, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return text == null ? Word.absent() : Word.withdrawn();
        }
        Word<String> department = text(place, dialect.departments().getOrDefault(text, text));
        if (department instanceof Word.Given<String>(var code) && !dialect.isDepartment(text)) {
            feed.meters().unmapped("department", code);
        }
        return department;
    }

    /**
     * Opens a value that the hospital sealed, and reads it.
     *
     * @param purpose what it has to be sealed for
     * @param read empty when the text is of no use
     * @throws RecordRefused when the message names no key that is known: with the key it can be replayed
     */
    <T> Word<T> sealed(
            String place, @Nullable ByteBuffer bytes, String purpose, String remedy, Function<String, Optional<T>> read)
            throws RecordRefused {
        if (bytes == null) {
            return Word.absent();
        }
        if (!bytes.hasRemaining()) {
            return Word.withdrawn();
        }
        String key = message.getKeyId();
        if (key == null || !keys.has(key)) {
            throw RecordRefused.ofContent("keyId", "The id of the public key that the values are sealed to");
        }
        Optional<String> text =
                bytes.remaining() > LONGEST_SEALED ? Optional.empty() : keys.open(key, copied(bytes), purpose);
        if (text.isEmpty()) {
            warn(place, "Sealed to the key of keyId, for this hospital, this person and this field");
            return Word.absent();
        }
        Optional<T> value = read.apply(text.get().strip());
        if (value.isEmpty()) {
            warn(place, remedy);
        }
        return value.map(Word::of).orElseGet(Word::absent);
    }

    private static byte[] copied(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
