package org.carecontact.notification.entries;

import org.carecontact.kernel.web.OpenPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    /** Whoever opens a message is not logged in yet. */
    @Bean
    OpenPaths pathsOfMessages() {
        return OpenPaths.of("/r", "/r/*");
    }
}
