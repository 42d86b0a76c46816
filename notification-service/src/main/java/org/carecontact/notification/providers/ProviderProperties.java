package org.carecontact.notification.providers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the providers are.
 *
 * @param provider of every hospital that has none of its own
 * @param hospitals with accounts of their own
 */
@ConfigurationProperties("carecontact")
record ProviderProperties(OfAll provider, Hospitals hospitals) {

    /**
     * The installation's own.
     *
     * @param url of {@code POST /messages}
     * @param timeout of one call
     */
    record OfAll(URI url, Duration timeout) {}

    /**
     * The folders of the hospitals.
     *
     * @param folder with a folder for each, named by its id, and in it {@code providers.yml}; null for none
     * @param lookEvery how often the files are looked at for a change
     */
    record Hospitals(@Nullable Path folder, Duration lookEvery) {}
}
