package org.carecontact.notification.entries;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.web.OpenPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    @Bean
    Entries entries(Kernel kernel, InstallationKeys keys) {
        return new Entries(
                kernel.database(),
                new KeyedHash(keys.derived("entries-made")),
                new KeyedHash(keys.derived("entries-kept")));
    }

    /** Whoever opens a message is not logged in yet. */
    @Bean
    OpenPaths pathsOfMessages() {
        return OpenPaths.of("/r", "/r/*");
    }
}
