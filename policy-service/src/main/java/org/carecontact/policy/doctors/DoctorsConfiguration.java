package org.carecontact.policy.doctors;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stores doctors and feeds them from Kafka. */
@Configuration(proxyBeanMethods = false)
class DoctorsConfiguration {

    @Bean
    Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctorDocuments(
            Kernel kernel, DoctorAggregate doctors) {
        return kernel.documents(doctors);
    }

    @Bean
    Inbox<DoctorCommand> doctorInbox(
            Kernel kernel,
            Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> documents,
            Doctors doctors) {
        return kernel.inbox(documents, doctors::namedIn, new DoctorEventMapper(kernel.clock())::meaning);
    }
}
