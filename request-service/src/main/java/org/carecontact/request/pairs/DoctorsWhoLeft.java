package org.carecontact.request.pairs;

import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.doctors.Departures;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.stereotype.Component;

/** Ends what is open with a doctor who no longer works at the hospital, one guarded write after the other. */
@Component
final class DoctorsWhoLeft implements Departures {

    private static final int PAGE = 100;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final Alternatives alternatives;
    private final Clock clock;

    DoctorsWhoLeft(
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Alternatives alternatives,
            Kernel kernel) {
        this.documents = documents;
        this.alternatives = alternatives;
        this.clock = kernel.clock();
    }

    @Override
    public void left(String hospital, DoctorId doctor) {
        String after = null;
        List<Stored<Pair>> page;
        do {
            page = documents.page(hospital, new Document("state.request.doctor", doctor.value()), after, PAGE);
            for (Stored<Pair> stored : page) {
                if (stored.state().live()) {
                    documents.handle(
                            hospital,
                            stored.id(),
                            new PairCommand.LoseDoctor(alternatives.ofHospital(hospital), clock.instant()));
                }
                after = stored.id();
            }
        } while (page.size() == PAGE);
    }
}
