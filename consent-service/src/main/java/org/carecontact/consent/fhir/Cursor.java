package org.carecontact.consent.fhir;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.schemas.ids.RequestId;

/** The place of a consent in a search's order: when it changed, then its id. */
record Cursor(Instant at, String id) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER =
            Comparator.comparing(Cursor::at).thenComparing(Cursor::id);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,14})\\.(.+)");

    static Cursor of(Known consent) {
        return new Cursor(consent.since(), consent.matter().request().toString());
    }

    /** Reverses {@link #text}; empty when it is no cursor. */
    static Optional<Cursor> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && RequestId.parse(matcher.group(2)).isPresent()
                ? Optional.of(new Cursor(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
                : Optional.empty();
    }

    /** Writes it with unreserved characters of RFC 3986 only. */
    String text() {
        return at.toEpochMilli() + "." + id;
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
