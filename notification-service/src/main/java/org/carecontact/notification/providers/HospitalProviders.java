package org.carecontact.notification.providers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.timing.domain.QuietHours;

/** The providers of each hospital, in the order in which they are tried. */
public final class HospitalProviders {

    private final Function<String, Optional<HospitalSettings>> settings;
    private final Provider otherwise;
    private final Duration longestCall;

    /**
     * With the settings of each hospital, asked anew for each message.
     *
     * @param otherwise the provider of a hospital without settings
     * @param longestCall the time after which every call has ended, at every vendor that a hospital may have
     */
    HospitalProviders(Function<String, Optional<HospitalSettings>> settings, Provider otherwise, Duration longestCall) {
        this.settings = settings;
        this.otherwise = otherwise;
        this.longestCall = longestCall;
    }

    /** One provider for all hospitals and messages. */
    public static HospitalProviders only(Provider provider) {
        return new HospitalProviders(_ -> Optional.empty(), provider, provider.longestCall());
    }

    /** Returns the providers for this kind of message, in the order in which they are tried. */
    public List<Provider> inOrder(String hospital, NoticeKind kind) {
        return settings.apply(hospital)
                .map(said -> kind.isUrgent() ? said.codes() : said.order())
                .orElse(List.of(otherwise));
    }

    /** Returns the hospital's quiet hours; empty where it has set none. */
    public Optional<QuietHours> quiet(String hospital) {
        return settings.apply(hospital).map(HospitalSettings::quiet);
    }

    /** Returns whether the hospital's messages lead to an entry, by a short code or a link. */
    public boolean hasEntries(String hospital) {
        return settings.apply(hospital).isPresent();
    }

    List<Provider> all(String hospital) {
        return settings.apply(hospital).map(HospitalSettings::order).orElse(List.of(otherwise));
    }

    /** Returns the time after which every call has ended, at every vendor that a hospital may have. */
    public Duration longestCall() {
        return longestCall;
    }
}
