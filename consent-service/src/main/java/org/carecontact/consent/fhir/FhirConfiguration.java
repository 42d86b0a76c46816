package org.carecontact.consent.fhir;

import org.carecontact.kernel.web.OpenPaths;
import org.carecontact.kernel.web.ProblemForm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FhirConfiguration {

    @Bean
    OpenPaths capabilities() {
        return OpenPaths.of("/fhir/metadata");
    }

    @Bean
    ProblemForm operationOutcomes() {
        return new OperationOutcomes();
    }
}
