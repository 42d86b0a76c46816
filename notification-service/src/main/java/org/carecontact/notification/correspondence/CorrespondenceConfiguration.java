package org.carecontact.notification.correspondence;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
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
    EntryCodes entryCodes(InstallationKeys keys) {
        return new EntryCodes(new KeyedHash(keys.derived("entries-made")), new KeyedHash(keys.derived("entries-kept")));
    }

    @Bean
    CorrespondenceAggregate correspondenceAggregate(RetryLimits limits, EntryCodes codes) {
        return new CorrespondenceAggregate(new CorrespondenceDecider(limits), limits, codes);
    }

    @Bean
    KnownMessages knownMessages(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            EntryCodes codes) {
        return new KnownMessages(correspondences, codes);
    }

    @Bean
    Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> correspondences(
            Kernel kernel, CorrespondenceAggregate aggregate) {
        return kernel.documents(aggregate)
                .indexed(
                        "state." + CorrespondenceAggregate.FAILED,
                        "state." + CorrespondenceAggregate.ENTRIES,
                        "state." + CorrespondenceAggregate.RECEIPTS);
    }
}
