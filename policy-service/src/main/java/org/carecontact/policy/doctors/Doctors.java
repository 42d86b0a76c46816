package org.carecontact.policy.doctors;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.EncounterChanged;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.stereotype.Component;

/** The facts of doctors as they are stored now. */
@Component
public final class Doctors {

    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;
    private final Clock clock;

    Doctors(Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors, Kernel kernel) {
        this.doctors = doctors;
        this.clock = kernel.clock();
    }

    public DoctorFacts current(String hospital, DoctorId doctor) {
        return doctors.find(hospital, DoctorAggregate.id(hospital, doctor))
                .map(Stored::state)
                .map(known -> known.facts(clock.instant()))
                .orElse(DoctorFacts.UNKNOWN);
    }

    /** Finds those of these doctors who are known, with one query. */
    public Map<DoctorId, KnownDoctor> known(String hospital, Collection<DoctorId> named) {
        Map<String, DoctorId> ids = new HashMap<>();
        named.forEach(one -> ids.put(DoctorAggregate.id(hospital, one), one));
        Map<DoctorId, KnownDoctor> known = new HashMap<>();
        if (!ids.isEmpty()) {
            doctors.findAll(hospital, ids.keySet()).forEach((id, stored) -> {
                DoctorId one = ids.get(id);
                if (one != null) {
                    known.put(one, stored.state());
                }
            });
        }
        return known;
    }

    /** Reads the doctors whom these events name, with one query per hospital. */
    public DoctorsAtHand namedIn(List<Received> events) {
        Map<String, Set<String>> named = new HashMap<>();
        events.forEach(event -> note(event, named));
        Map<String, DoctorFacts> known = new HashMap<>();
        named.forEach((hospital, ids) -> {
            ids.forEach(id -> known.put(id, DoctorFacts.UNKNOWN));
            doctors.findAll(hospital, ids)
                    .forEach((id, stored) -> known.put(id, stored.state().facts(clock.instant())));
        });
        return new DoctorsAtHand(known);
    }

    private static void note(Received received, Map<String, Set<String>> named) {
        switch (received.payload()) {
            case EncounterChanged e -> {
                note(e.getHospital(), e.getDoctor(), named);
                HospitalEvents.formerDoctors(e).forEach(former -> note(e.getHospital(), former, named));
            }
            case ContactRequestSubmitted e ->
                note(e.getRequest().getHospital(), e.getRequest().getDoctor(), named);
            case ContactGranted e ->
                note(e.getRequest().getHospital(), e.getRequest().getDoctor(), named);
            case ContactRenewed e ->
                note(e.getRequest().getHospital(), e.getRequest().getDoctor(), named);
            case ContactEnded e ->
                note(e.getRequest().getHospital(), e.getRequest().getDoctor(), named);
            case ConsentSigned e ->
                note(e.getConsent().getHospital(), e.getConsent().getDoctor(), named);
            default -> {}
        }
    }

    /** Skips malformed ids: the event that names one is parked for it. */
    private static void note(String hospital, String doctor, Map<String, Set<String>> named) {
        DoctorId.parse(doctor)
                .ifPresent(id ->
                        named.computeIfAbsent(hospital, _ -> new TreeSet<>()).add(DoctorAggregate.id(hospital, id)));
    }
}
