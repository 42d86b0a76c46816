package org.carecontact.request;

import java.util.List;
import java.util.Locale;
import org.carecontact.request.domain.Alternative;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where a hospital receives people: neutral pages that name nobody.
 *
 * @param link with {hospital} and {kind} in it
 * @param alternatives what helps when nobody named anything better, the best first
 */
@ConfigurationProperties("carecontact.landing")
record LandingProperties(String link, List<String> alternatives) {

    String of(String hospital, String kind) {
        return link.replace("{hospital}", hospital)
                .replace("{kind}", kind.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Alternative alternative(String hospital, String kind) {
        return new Alternative(kind, of(hospital, kind));
    }

    /** Where pictures and monitoring data go instead of over the direct channel. */
    String upload(String hospital) {
        return of(hospital, "UPLOAD");
    }

    /** The answers to frequent questions. */
    String faq(String hospital) {
        return of(hospital, "FAQ");
    }

    List<Alternative> ofHospital(String hospital) {
        return alternatives.stream().map(kind -> alternative(hospital, kind)).toList();
    }
}
