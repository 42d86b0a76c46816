package org.carecontact.notification.correspondence;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceDecider;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CorrespondenceConfiguration {

    @Bean
    CorrespondenceAggregate correspondenceAggregate(RetryLimits limits) {
        return new CorrespondenceAggregate(new CorrespondenceDecider(limits), limits);
    }

    @Bean
    Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> correspondences(
            Kernel kernel, CorrespondenceAggregate aggregate) {
        return kernel.documents(aggregate).indexed("state.failed");
    }
}
