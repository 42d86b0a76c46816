package org.carecontact.request.patients;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.patients.domain.MergeRejection;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.request.patients.domain.NumberMerged;
import org.carecontact.request.patients.domain.PatientNumber;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PatientsConfiguration {

    @Bean
    Documents<NoteMerge, PatientNumber, NumberMerged, MergeRejection> patientNumbers(Kernel kernel) {
        return kernel.documents(new PatientNumberAggregate());
    }
}
