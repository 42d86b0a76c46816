package org.carecontact.consent.receipts;

import org.carecontact.kernel.web.OpenPaths;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceiptProperties.class)
class ReceiptsConfiguration {

    /** Whoever has a receipt can verify it, with a token for another service or without one. */
    @Bean
    OpenPaths receiptKeysPath() {
        return OpenPaths.of("/receipt-keys");
    }

    @Bean
    ReceiptKeys receiptKeys(ReceiptProperties properties) {
        return ReceiptKeys.of(properties.key(), properties.formerKeys());
    }
}
