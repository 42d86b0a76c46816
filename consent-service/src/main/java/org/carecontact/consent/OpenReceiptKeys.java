package org.carecontact.consent;

import org.carecontact.kernel.web.OpenPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Anybody may read the keys that receipts are verified with. */
@Configuration(proxyBeanMethods = false)
class OpenReceiptKeys {

    @Bean
    OpenPaths receiptKeysForAll() {
        return OpenPaths.of("/receipt-keys");
    }
}
