package org.carecontact.policy.cases;

import com.mongodb.MongoException;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairCommand.NoteDoctor;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.DoctorNews;
import org.carecontact.policy.doctors.Doctors;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.editions.Library;
import org.carecontact.schemas.ids.DoctorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The cases that wait for news of a doctor, decided again as soon as there are some. A case and its doctor are two
 * documents: whoever writes one then reads the other, so that no news is missed by both.
 */
@Component
final class WaitingCases implements DoctorNews {

    /** The field is there only while a case waits, and so its index is sparse. */
    public static final String AWAITED_DOCTOR = "state.current.awaitedDoctor";

    private static final Logger log = LoggerFactory.getLogger(WaitingCases.class);
    private static final int PAGE = 500;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> pairs;
    private final Doctors doctors;
    private final Library library;
    private final Kernel kernel;

    WaitingCases(
            Documents<PairCommand, Pair, PairEvent, PairRejection> pairs,
            Doctors doctors,
            Library library,
            Kernel kernel) {
        this.pairs = pairs;
        this.doctors = doctors;
        this.library = library;
        this.kernel = kernel;
    }

    /** One query, which finds nothing for doctors for whom no case waits. */
    @Override
    public void changed(String hospital, Set<DoctorId> ofDoctors) {
        List<String> stored = ofDoctors.stream().map(DoctorId::value).toList();
        decideAgain(hospital, new Document(AWAITED_DOCTOR, new Document("$in", stored)));
    }

    /** Of pairs just written: the news of a doctor may have come meanwhile and found nobody waiting. */
    void recheck(List<Touched<Pair>> written) {
        for (Touched<Pair> one : written) {
            DoctorId doctor = one.state().awaitedDoctor();
            if (doctor != null) {
                decideAgain(one.hospital(), one.id(), doctor);
            }
        }
    }

    /** Decides again the cases that a crash left between writing one document and reading the other. */
    @EventListener(ApplicationReadyEvent.class)
    void recheckAll() {
        for (String hospital : library.hospitals()) {
            decideAgain(hospital, new Document(AWAITED_DOCTOR, new Document("$gt", "")));
        }
    }

    private void decideAgain(String hospital, Document filter) {
        String after = null;
        List<Stored<Pair>> page;
        do {
            page = pairs.page(hospital, filter, after, PAGE);
            for (Stored<Pair> stored : page) {
                after = stored.id();
                DoctorId doctor = stored.state().awaitedDoctor();
                if (doctor != null) {
                    decideAgain(hospital, stored.id(), doctor);
                }
            }
        } while (page.size() == PAGE);
    }

    private void decideAgain(String hospital, String pair, DoctorId doctor) {
        try {
            DoctorFacts used;
            DoctorFacts now = doctors.current(hospital, doctor);
            do {
                used = now;
                var _ = pairs.handle(
                        hospital, pair, new NoteDoctor(used, kernel.clock().instant()));
                now = doctors.current(hospital, doctor);
            } while (!now.equals(used));
        } catch (MongoException | RegistryUnavailable e) {
            throw e; // a failure of the infrastructure: the batch comes again
        } catch (RuntimeException e) {
            log.error("a deferred case waits for its time limit", e);
        }
    }
}
