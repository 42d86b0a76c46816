package org.carecontact.request.doctors;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.request.doctors.domain.Listing;
import org.carecontact.request.doctors.domain.ListingChanged;
import org.carecontact.request.doctors.domain.ListingDecider;
import org.carecontact.request.doctors.domain.ListingRejection;
import org.carecontact.request.doctors.domain.NoteListing;
import org.carecontact.schemas.ids.DoctorId;

/** Stores one document per doctor of a hospital and publishes nothing. */
final class ListingAggregate implements Aggregate<NoteListing, Listing, ListingChanged, ListingRejection> {

    private final ListingDecider decider = new ListingDecider();

    static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    static Optional<DoctorId> doctor(String hospital, String id) {
        return DoctorId.decode(id.substring(hospital.length() + 1));
    }

    @Override
    public String collection() {
        return "listings";
    }

    @Override
    public Class<Listing> stateType() {
        return Listing.class;
    }

    @Override
    public Decider<NoteListing, Listing, ListingChanged, ListingRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(ListingChanged event, Listing after) {
        return Optional.empty();
    }

    @Override
    public Optional<Due> due(Listing listing) {
        return Optional.empty();
    }

    @Override
    public NoteListing elapsed(String dueKind, Instant now) {
        throw new IllegalStateException("a listing has no time limit");
    }
}
