package org.carecontact.request.doctors;

import java.util.List;
import org.carecontact.events.DoctorChanged;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.doctors.domain.NoteListing;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;

/**
 * Turns a hospital's events about its own doctors into commands; an event about another hospital's doctor is poison.
 */
final class DoctorEventMapper {

    private DoctorEventMapper() {}

    static List<Addressed<NoteListing>> meaning(Received received) {
        if (!(received.payload() instanceof DoctorChanged changed)) {
            return List.of();
        }
        if (!Topics.isOf(received.topic(), changed.getHospital())) {
            throw new EventCodec.Poison("a hospital other than the topic's");
        }
        DoctorId doctor = DoctorId.parse(changed.getDoctor())
                .orElseThrow(() -> new EventCodec.Poison("its doctor is not the id of a doctor"));
        return List.of(new Addressed<>(
                changed.getHospital(),
                ListingAggregate.id(changed.getHospital(), doctor),
                "doctors",
                received.sequence(),
                List.of(new NoteListing(changed.getActive()))));
    }
}
