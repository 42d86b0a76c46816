package org.carecontact.notification.providers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider of every hospital that has set none of its own, and where hospitals set theirs.
 *
 * @param url of {@code POST /messages}
 * @param timeout of one call
 * @param folder of the hospitals' files of providers; need not exist
 */
@ConfigurationProperties("carecontact.provider")
record ProviderProperties(
        @DefaultValue("http://127.0.0.1:8107") URI url,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("providers") Path folder) {}
