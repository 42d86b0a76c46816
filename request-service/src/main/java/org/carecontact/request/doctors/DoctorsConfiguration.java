package org.carecontact.request.doctors;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.doctors.domain.Listing;
import org.carecontact.request.doctors.domain.ListingChanged;
import org.carecontact.request.doctors.domain.ListingRejection;
import org.carecontact.request.doctors.domain.NoteListing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DoctorsConfiguration {

    @Bean
    Documents<NoteListing, Listing, ListingChanged, ListingRejection> listingDocuments(Kernel kernel) {
        return kernel.documents(new ListingAggregate()).indexed("state.active");
    }

    @Bean
    Inbox<NoteListing> listingInbox(
            Kernel kernel,
            Documents<NoteListing, Listing, ListingChanged, ListingRejection> documents,
            Departures departures) {
        return kernel.inbox(
                documents,
                batch -> batch,
                (received, _) -> DoctorEventMapper.meaning(received),
                touched -> touched.stream()
                        .filter(listing -> listing.state().equals(new Listing.Listed(false)))
                        .forEach(listing -> ListingAggregate.doctor(listing.hospital(), listing.id())
                                .ifPresent(doctor -> departures.left(listing.hospital(), doctor))));
    }
}
