package org.carecontact.consent.receipts;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceiptProperties.class)
class ReceiptsConfiguration {

    @Bean
    ReceiptKeys receiptKeys(ReceiptProperties properties) {
        return ReceiptKeys.of(properties.key(), properties.formerKeys());
    }
}
