package org.carecontact.policy.doctors;

import java.util.LinkedHashSet;
import java.util.Set;
import org.carecontact.events.EncounterChanged;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;

/** Checks that hold for all events of hospitals. */
public final class HospitalEvents {

    private HospitalEvents() {}

    /** Refuses an event that a hospital sends in another's name. */
    public static void requireOwn(Received received, String hospital) {
        if (!Topics.isOf(received.topic(), hospital)) {
            throw new Poison("a hospital other than the topic's");
        }
    }

    public static DoctorId doctor(String text) {
        return DoctorId.parse(text).orElseThrow(() -> new Poison("a doctor's id that can't be one"));
    }

    /** Returns the doctors who had the encounter and do not have it now. */
    public static Set<String> formerDoctors(EncounterChanged event) {
        Set<String> former = new LinkedHashSet<>(event.getFormerDoctors());
        if (event.getFormerDoctor() != null) {
            former.add(event.getFormerDoctor()); // the only one that events had before they named all
        }
        former.remove(event.getDoctor());
        return former;
    }
}
