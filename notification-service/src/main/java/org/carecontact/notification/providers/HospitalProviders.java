package org.carecontact.notification.providers;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carecontact.notification.correspondence.domain.NoticeKind;

/** The providers of each hospital, in the order in which they are tried. */
public final class HospitalProviders {

    /**
     * The providers of one hospital.
     *
     * @param order for all messages but codes
     * @param codes for codes
     */
    record Own(List<Provider> order, List<Provider> codes) {

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
        return new HospitalProviders(Map.of(), new Own(List.of(provider), List.of(provider)));
    }

    /** Returns the providers for this kind of message, in the order in which they are tried. */
    public List<Provider> inOrder(String hospital, NoticeKind kind) {
        Own own = of(hospital);
        return kind.isUrgent() ? own.codes() : own.order();
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
