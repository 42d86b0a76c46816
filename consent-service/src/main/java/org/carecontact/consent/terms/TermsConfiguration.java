package org.carecontact.consent.terms;

import org.carecontact.consent.terms.domain.DoctorTerms;
import org.carecontact.consent.terms.domain.SignTerms;
import org.carecontact.consent.terms.domain.TermsRejection;
import org.carecontact.consent.terms.domain.TermsSigned;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TermsConfiguration {

    @Bean
    Documents<SignTerms, DoctorTerms, TermsSigned, TermsRejection> termsDocuments(Kernel kernel) {
        return kernel.documents(new TermsAggregate());
    }
}
