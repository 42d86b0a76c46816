package org.carecontact.consent.forms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.keys.KeyedHash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Makes tokens that say which forms a person was shown. The reader carries them, so reading a form writes nothing.
 */
public final class Viewings {

    /**
     * The content of a token.
     *
     * @param at milliseconds since 1970
     */
    public record Shown(long at, List<ShownDocument> documents) {
        public Instant shownAt() {
            return Instant.ofEpochMilli(at);
        }
    }

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final KeyedHash mac;
    private final ObjectMapper json;

    Viewings(KeyedHash mac, ObjectMapper json) {
        this.mac = mac;
        this.json = json;
    }

    /**
     * Makes a token that is good for this person and this matter only.
     *
     * @param about as the id of a request
     */
    public String token(String about, String person, Instant now, List<ShownDocument> documents) {
        String shown = TO_TEXT.encodeToString(json.writeValueAsString(new Shown(now.toEpochMilli(), documents))
                .getBytes(StandardCharsets.UTF_8));
        return shown + "." + TO_TEXT.encodeToString(mac.of(about, person, shown));
    }

    /** Reads a token; empty when it was not made here for this person and this matter. */
    public Optional<Shown> read(String token, String about, String person) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String shown = token.substring(0, dot);
        byte[] expected = TO_TEXT.encodeToString(mac.of(about, person, shown)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(Base64.getUrlDecoder().decode(shown), Shown.class));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty(); // a token of another version of this service
        }
    }
}
