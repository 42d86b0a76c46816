package org.carecontact.notification.providers;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.timing.domain.QuietHours;
import org.jspecify.annotations.Nullable;

/** The providers of each hospital, in the order in which they are tried. */
public final class HospitalProviders {

    /**
     * The providers of one hospital.
     *
     * @param order for all messages but codes
     * @param codes for codes
     * @param quiet the hours in which nobody is sent anything but codes; null for none
     * @param templates whether its vendors fill templates, so that messages lead to an entry
     */
    record Own(
            List<Provider> order,
            List<Provider> codes,
            @Nullable QuietHours quiet,
            boolean templates) {

        Own {
            order = List.copyOf(order);
            codes = List.copyOf(codes);
        }
    }

    private final Map<String, Own> byHospital;
    private final Own otherwise;

    /** Takes the providers by hospital, and those of all other hospitals. */
    HospitalProviders(Map<String, Own> byHospital, Own otherwise) {
        this.byHospital = Map.copyOf(byHospital);
        this.otherwise = otherwise;
    }

    /** One provider for all hospitals and messages. */
    public static HospitalProviders only(Provider provider) {
        return new HospitalProviders(Map.of(), new Own(List.of(provider), List.of(provider), null, false));
    }

    /** Returns the providers for this kind of message, in the order in which they are tried. */
    public List<Provider> inOrder(String hospital, NoticeKind kind) {
        Own own = of(hospital);
        return kind.isUrgent() ? own.codes() : own.order();
    }

    /** Returns the hospital's quiet hours; empty where it has set none. */
    public Optional<QuietHours> quiet(String hospital) {
        return Optional.ofNullable(of(hospital).quiet());
    }

    /** Returns whether the hospital's messages lead to an entry, by a short code or a link. */
    public boolean hasEntries(String hospital) {
        return of(hospital).templates();
    }

    List<Provider> all(String hospital) {
        return of(hospital).order();
    }

    /** Returns the time after which every call has ended. */
    public Duration longestCall() {
        return Stream.concat(byHospital.values().stream(), Stream.of(otherwise))
                .flatMap(own -> Stream.concat(own.order().stream(), own.codes().stream()))
                .map(Provider::longestCall)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Own of(String hospital) {
        return byHospital.getOrDefault(hospital, otherwise);
    }
}
