package org.carecontact.request.history;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.history.domain.ArchivedRequest;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.PairRejection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    Documents<Settled, ArchivedRequest, Settled, PairRejection> archivedRequests(Kernel kernel) {
        return kernel.documents(new ArchiveAggregate());
    }
}
