package org.carecontact.request;

import org.carecontact.messaging.Documents;
import org.carecontact.messaging.Inbox;
import org.carecontact.messaging.Kernel;
import org.carecontact.messaging.web.Caller;
import org.carecontact.messaging.web.Command;
import org.carecontact.request.domain.Pair;
import org.carecontact.request.domain.PairCommand;
import org.carecontact.request.domain.PairEvent;
import org.carecontact.request.domain.PairRejection;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RequestConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Command.class);
    }

    @Bean
    Documents<PairCommand, Pair, PairEvent, PairRejection> pairDocuments(Kernel kernel, RequestLimits limits) {
        return kernel.documents(new PairAggregate(limits.limits()))
                .indexed("state.request.patient", "state.request.doctor");
    }

    @Bean
    Inbox<PairCommand> pairInbox(
            Kernel kernel, Documents<PairCommand, Pair, PairEvent, PairRejection> documents, Landing landing) {
        return kernel.inbox(documents, new ReceivedFacts(kernel.clock(), landing)::meaning);
    }
}
