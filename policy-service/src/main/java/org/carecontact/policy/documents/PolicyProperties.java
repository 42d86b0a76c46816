package org.carecontact.policy.documents;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where policies come from besides those that are shipped.
 *
 * @param directory with the hospitals' own documents (*.yaml), or with a folder for each hospital and in it {@code policies}; null for none
 */
@ConfigurationProperties("carecontact.policies")
public record PolicyProperties(@Nullable String directory) {

    /** Of this process, which Spring's own conversion would look for in the web root. */
    public @Nullable Path path() {
        return directory == null || directory.isBlank() ? null : Path.of(directory);
    }
}
