package org.carecontact.request.terms;

import java.util.List;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.ShownDocument;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.terms.domain.TermsHeard;
import org.carecontact.schemas.ids.DoctorId;

/** Turns what consent-service tells about terms into what is remembered of it. */
final class TermsEventMapper {

    private TermsEventMapper() {}

    static List<Addressed<TermsHeard>> meaning(Received received) {
        return switch (received.payload()) {
            case DoctorTermsSigned e -> {
                DoctorId doctor = DoctorId.parse(e.getDoctor())
                        .orElseThrow(() -> new EventCodec.Poison("its doctor is not the id of a doctor"));
                ShownDocument document = e.getDocument();
                yield List.of(addressed(
                        received,
                        e.getHospital(),
                        KnownTermsAggregate.id(e.getHospital(), doctor),
                        new TermsHeard.Signed(
                                document.getForm(), document.getLanguage(), document.getSha256(), e.getValidUntil())));
            }
            case DoctorTermsActivated e ->
                List.of(addressed(
                        received,
                        e.getHospital(),
                        e.getHospital(),
                        new TermsHeard.Activated(
                                e.getDocument().getLanguage(), e.getDocument().getSha256())));
            default -> List.of();
        };
    }

    private static Addressed<TermsHeard> addressed(Received received, String hospital, String id, TermsHeard heard) {
        return new Addressed<>(hospital, id, received.service(), received.sequence(), List.of(heard));
    }
}
