package org.carecontact.kernel.web;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.springframework.format.FormatterRegistry;

/** Parses ids from paths and queries, once, before the controller. */
final class WebIds {

    static final Set<Class<?>> TYPES =
            Set.of(RequestId.class, PairId.class, PatientId.class, DoctorId.class, VisitId.class);

    private static final char ESCAPE = '~';

    private WebIds() {}

    static void register(FormatterRegistry registry) {
        registry.addConverter(String.class, RequestId.class, RequestId::of);
        registry.addConverter(String.class, PairId.class, PairId::new);
        registry.addConverter(String.class, PatientId.class, text -> read(text, PatientId::decode, PatientId::parse));
        registry.addConverter(String.class, DoctorId.class, text -> read(text, DoctorId::decode, DoctorId::parse));
        registry.addConverter(String.class, VisitId.class, text -> read(text, VisitId::decode, VisitId::parse));
    }

    /**
     * URLs carry the encoded form; an id that needs no encoding, or was escaped by percent signs, is taken as it is.
     */
    private static <T> T read(String text, Function<String, Optional<T>> decode, Function<String, Optional<T>> parse) {
        return decode.apply(text)
                .or(() -> text.indexOf(ESCAPE) < 0 ? parse.apply(text) : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("not an id"));
    }
}
