package org.carecontact.consent.receipts;

import org.carecontact.kernel.web.OpenPaths;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceiptProperties.class)
class ReceiptsConfiguration {

    /** Anybody who has a receipt can verify it, without a token or with one for another service. */
    @Bean
    OpenPaths receiptKeysPath() {
        return OpenPaths.of("/receipt-keys");
    }

    @Bean
    ReceiptKeys receiptKeys(ReceiptProperties properties) {
        return ReceiptKeys.of(properties);
    }

    @Bean
    ReceiptPage receiptPage(ReceiptProperties properties) {
        return new ReceiptPage(properties);
    }
}
