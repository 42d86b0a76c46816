package org.carecontact.consent.ages;

import org.carecontact.consent.ages.domain.NoteAgeBand;
import org.carecontact.consent.ages.domain.PatientAge;
import org.carecontact.consent.ages.domain.PatientAgeDecider;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AgesConfiguration {

    @Bean
    Documents<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> ages(Kernel kernel) {
        return kernel.documents(new AgeAggregate());
    }
}
