package org.carecontact.policy.doctors;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.EncounterChanged;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.springframework.stereotype.Component;

/** The facts of doctors, read together for each batch, so that what a doctor changes holds from the next one on. */
public @Component final class DoctorsAtHand {

    private static final ScopedValue<Map<String, DoctorFacts>> BATCH = ScopedValue.newInstance();

    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;
    private final EventCodec codec;
    private final Clock clock;

    public DoctorsAtHand(
            Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors,
            Kernel kernel,
            EventCodec codec) {
        this.doctors = doctors;
        this.codec = codec;
        this.clock = kernel.clock();
    }

    /** Reads the doctors that these records speak of, one query a hospital, and has them at hand for the work. */
    public void with(List<ConsumerRecord<byte[], byte[]>> records, Runnable work) {
        Map<String, Set<String>> spokenOf = new HashMap<>();
        records.forEach(record -> note(record, spokenOf));
        Map<String, DoctorFacts> known = new HashMap<>();
        spokenOf.forEach((hospital, ids) -> {
            ids.forEach(id -> known.put(id, DoctorFacts.UNKNOWN));
            doctors.findAll(hospital, ids)
                    .forEach((id, stored) -> known.put(id, stored.state().facts(clock.instant())));
        });
        ScopedValue.where(BATCH, known).run(work);
    }

    /** At hand, or read now when no batch is being worked on (a replay). */
    public DoctorFacts facts(String hospital, String doctor) {
        DoctorFacts known =
                BATCH.isBound() ? BATCH.get().get(DoctorAggregate.id(hospital, HospitalEvents.doctor(doctor))) : null;
        return known != null ? known : current(hospital, doctor);
    }

    /** Read now. */
    public DoctorFacts current(String hospital, String doctor) {
        return doctors.find(hospital, DoctorAggregate.id(hospital, HospitalEvents.doctor(doctor)))
                .map(Stored::state)
                .map(known -> known.facts(clock.instant()))
                .orElse(DoctorFacts.UNKNOWN);
    }

    /** Whether contacts are counted: only of doctors who set a capacity, all others would pay a write for nothing. */
    public boolean counted(String hospital, String doctor) {
        return facts(hospital, doctor).rules().capacity() != null;
    }

    private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Set<String>> spokenOf) {
        try {
            switch (codec.decode(record.topic(), record.value())) {
                case EncounterChanged e -> {
                    note(e.getHospital(), e.getDoctor(), spokenOf);
                    HospitalEvents.formerDoctors(e).forEach(former -> note(e.getHospital(), former, spokenOf));
                }
                case ContactRequestSubmitted e ->
                    note(e.getRequest().getHospital(), e.getRequest().getDoctor(), spokenOf);
                case ContactGranted e ->
                    note(e.getRequest().getHospital(), e.getRequest().getDoctor(), spokenOf);
                case ContactEnded e ->
                    note(e.getRequest().getHospital(), e.getRequest().getDoctor(), spokenOf);
                case ConsentSigned e ->
                    note(e.getConsent().getHospital(), e.getConsent().getDoctor(), spokenOf);
                default -> {}
            }
        } catch (Poison e) {
            // The inbox will meet it again and park it.
        }
    }

    private static void note(String hospital, String doctor, Map<String, Set<String>> spokenOf) {
        spokenOf.computeIfAbsent(hospital, _ -> new HashSet<>())
                .add(DoctorAggregate.id(hospital, HospitalEvents.doctor(doctor)));
    }
}
