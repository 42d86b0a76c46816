package org.carecontact.request.pairs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carecontact.request.pairs.domain.Alternative;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A hospital's landing pages: neutral pages that name nobody.
 *
 * @param link with {hospital} and {kind} in it
 * @param alternatives offered when nobody named better ones, the best first
 * @param links a hospital's own links instead, by hospital and kind
 * @param check how often each link of an alternative is called; zero for never
 */
@ConfigurationProperties("carecontact.landing")
public record LandingProperties(
        String link,
        List<String> alternatives,
        @DefaultValue Map<String, Map<String, String>> links,
        Duration check) {

    /** Returns the page for one kind of help, for example HOSPITAL_APP. */
    public String of(String hospital, String kind) {
        String own = links.getOrDefault(hospital, Map.of()).get(kind);
        return own != null
                ? own
                : link.replace("{hospital}", hospital)
                        .replace("{kind}", kind.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public Alternative alternative(String hospital, String kind) {
        return new Alternative(kind, of(hospital, kind));
    }

    /** Returns the link for pictures and monitoring data, which do not belong in the direct channel. */
    public String upload(String hospital) {
        return of(hospital, "UPLOAD");
    }

    /** Returns the link to answers to frequent questions. */
    public String faq(String hospital) {
        return of(hospital, "FAQ");
    }

    List<Alternative> ofHospital(String hospital) {
        return alternatives.stream().map(kind -> alternative(hospital, kind)).toList();
    }
}
