package org.carecontact.request.doctors.domain;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.doctors.domain.Listing.Listed;
import org.carecontact.request.doctors.domain.Listing.Unlisted;

/** The hospital's last word counts; the same word again changes nothing. */
public final class ListingDecider implements Decider<NoteListing, Listing, ListingChanged, ListingRejection> {

    @Override
    public Listing initial() {
        return new Unlisted();
    }

    @Override
    public Decision<ListingChanged, ListingRejection> decide(Listing listing, NoteListing command) {
        return switch (listing) {
            case Listed(boolean active) when active == command.active() -> Decision.accept();
            case Listed _, Unlisted _ -> Decision.accept(new ListingChanged(command.active()));
        };
    }

    @Override
    public Listing evolve(Listing listing, ListingChanged event) {
        return new Listed(event.active());
    }
}
