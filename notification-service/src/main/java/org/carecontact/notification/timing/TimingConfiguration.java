package org.carecontact.notification.timing;

import io.micrometer.core.instrument.MeterRegistry;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TimingConfiguration {

    @Bean
    Calendars calendars(MeterRegistry meters) {
        return new Calendars(Calendars.read(), meters);
    }

    @Bean
    Digests digests(
            Kernel kernel,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences) {
        return new Digests(kernel.documents(new Digests.OfPersons()), correspondences);
    }
}
