package org.carecontact.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.domain.ShownDocument;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Remembers what was shown to whom in a token that the reader carries, so that reading writes nothing. */
final class Viewings {

    /**
     * What a token says.
     *
     * @param at milliseconds since 1970
     */
    record Shown(long at, List<ShownDocument> documents) {
        Instant shownAt() {
            return Instant.ofEpochMilli(at);
        }
    }

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Macs macs;
    private final ObjectMapper json;

    Viewings(Macs macs, ObjectMapper json) {
        this.macs = macs;
        this.json = json;
    }

    /** Good for this person and this request only. */
    String token(String request, String person, Instant now, List<ShownDocument> documents) {
        String shown = TO_TEXT.encodeToString(json.writeValueAsString(new Shown(now.toEpochMilli(), documents))
                .getBytes(StandardCharsets.UTF_8));
        return shown + "." + TO_TEXT.encodeToString(macs.of(request, person, shown));
    }

    /** What was shown; empty when it was not us who said so, or to somebody else, or of another request. */
    Optional<Shown> read(String token, String request, String person) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String shown = token.substring(0, dot);
        byte[] mac = TO_TEXT.encodeToString(macs.of(request, person, shown)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(mac, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(Base64.getUrlDecoder().decode(shown), Shown.class));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty(); // a token of another version of this service
        }
    }
}
