package org.carecontact.request.doctors;

import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.doctors.domain.Listing;
import org.carecontact.request.doctors.domain.ListingChanged;
import org.carecontact.request.doctors.domain.ListingRejection;
import org.carecontact.request.doctors.domain.NoteListing;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.stereotype.Component;

/** Knows which doctors can be asked. */
@Component
public final class ListedDoctors {

    private final Documents<NoteListing, Listing, ListingChanged, ListingRejection> documents;

    ListedDoctors(Documents<NoteListing, Listing, ListingChanged, ListingRejection> documents) {
        this.documents = documents;
    }

    /** Refuses a doctor who left, or whom a hospital that lists its doctors does not list. */
    public void mustBeListed(String hospital, DoctorId doctor) {
        boolean listed = documents
                .find(hospital, ListingAggregate.id(hospital, doctor))
                .map(stored -> stored.state().equals(new Listing.Listed(true)))
                .orElseGet(() -> listsNobody(hospital));
        if (!listed) {
            throw Problem.of("doctor-unknown").field("doctor").exception();
        }
    }

    /** A hospital without a list may have any doctor; policy decides the rest. */
    private boolean listsNobody(String hospital) {
        return documents
                .page(hospital, new Document("state.active", true), null, 1)
                .isEmpty();
    }
}
