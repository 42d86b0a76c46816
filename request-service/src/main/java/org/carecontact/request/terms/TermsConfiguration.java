package org.carecontact.request.terms;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.terms.domain.KnownTerms;
import org.carecontact.request.terms.domain.TermsHeard;
import org.carecontact.request.terms.domain.TermsHeardRejection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TermsConfiguration {

    @Bean
    Documents<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> knownTermsDocuments(Kernel kernel) {
        return kernel.documents(new KnownTermsAggregate());
    }

    @Bean
    Inbox<TermsHeard> termsInbox(
            Kernel kernel, Documents<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> documents) {
        return kernel.inbox(documents, TermsEventMapper::meaning);
    }
}
