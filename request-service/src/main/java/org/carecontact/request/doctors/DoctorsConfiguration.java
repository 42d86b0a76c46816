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
            Kernel kernel, Documents<NoteListing, Listing, ListingChanged, ListingRejection> documents) {
        return kernel.inbox(documents, DoctorEventMapper::meaning);
    }
}
