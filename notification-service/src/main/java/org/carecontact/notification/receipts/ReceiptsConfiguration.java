package org.carecontact.notification.receipts;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.OpenPaths;
import org.carecontact.kernel.web.door.OtherBodies;
import org.carecontact.notification.correspondence.KnownMessages;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.providers.AnswersToPeople;
import org.carecontact.notification.recipients.Refusals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptsConfiguration {

    private static final String HASHES = "receipts-and-replies";

    @Bean
    Receipts receipts(
            Kernel kernel,
            InstallationKeys keys,
            KnownMessages messages,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Refusals refusals,
            MeterRegistry meters) {
        return new Receipts(
                kernel.database(),
                new KeyedHash(keys.derived(HASHES)),
                messages,
                correspondences,
                refusals,
                kernel.clock(),
                meters);
    }

    @Bean
    ReceiptSweep receiptSweep(Receipts receipts, @Value("${carecontact.sweep-every:30s}") Duration every) {
        return new ReceiptSweep(receipts::again, receipts::forget, every);
    }

    @Bean
    Replies replies(
            Kernel kernel, InstallationKeys keys, Refusals refusals, AnswersToPeople answers, MeterRegistry meters) {
        return new Replies(
                kernel.database(),
                new KeyedHash(keys.derived(HASHES)),
                new Seal(keys.derivedForSealing("replies")),
                refusals,
                answers,
                kernel.clock(),
                meters);
    }

    @Bean
    AccountEvents accountEvents(Receipts receipts, Refusals refusals, MeterRegistry meters) {
        return new AccountEvents(receipts, refusals, meters);
    }

    /** Vendors have no token: the path holds a secret. */
    @Bean
    OpenPaths pathsOfVendors() {
        return OpenPaths.of(CallbackController.PATH + "/**");
    }

    @Bean
    OtherBodies bodiesOfVendors() {
        return new OtherBodies(List.of(CallbackController.PATH + "/"));
    }
}
