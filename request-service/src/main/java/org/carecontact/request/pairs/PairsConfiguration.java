package org.carecontact.request.pairs;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PairsConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, HttpCommand.class);
    }

    @Bean
    Documents<PairCommand, Pair, PairEvent, PairRejection> pairDocuments(Kernel kernel, LimitsProperties limits) {
        return kernel.documents(new PairAggregate(limits.limits()))
                .indexed("state.request.patient", "state.request.doctor");
    }

    @Bean
    Inbox<PairCommand> pairInbox(
            Kernel kernel,
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Pairs pairs,
            LandingProperties landing) {
        return kernel.inbox(documents, new FactEventMapper(pairs, kernel.clock(), landing)::meaning);
    }
}
