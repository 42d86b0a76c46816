package org.carecontact.policy;

import java.util.HashMap;
import java.util.Map;
import org.carecontact.messaging.Documents;
import org.carecontact.messaging.Stored;
import org.carecontact.policy.domain.DoctorCommand;
import org.carecontact.policy.domain.DoctorEvent;
import org.carecontact.policy.domain.DoctorFacts;
import org.carecontact.policy.domain.DoctorRejection;
import org.carecontact.policy.domain.KnownDoctor;
import org.springframework.stereotype.Component;

/** The facts of doctors, read at most once a batch, so that a change holds from the next one on. */
@Component
final class DoctorsAtHand {

    private static final ScopedValue<Map<String, DoctorFacts>> BATCH = ScopedValue.newInstance();

    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;

    DoctorsAtHand(Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors) {
        this.doctors = doctors;
    }

    DoctorFacts facts(String hospital, String doctor) {
        String id = DoctorAggregate.id(hospital, doctor);
        return BATCH.isBound() ? BATCH.get().computeIfAbsent(id, _ -> read(hospital, id)) : read(hospital, id);
    }

    /** Within it nothing is read twice. */
    void during(Runnable batch) {
        ScopedValue.where(BATCH, new HashMap<>()).run(batch);
    }

    private DoctorFacts read(String hospital, String id) {
        return doctors.find(hospital, id)
                .map(Stored::state)
                .map(KnownDoctor::facts)
                .orElse(DoctorFacts.UNKNOWN);
    }
}
