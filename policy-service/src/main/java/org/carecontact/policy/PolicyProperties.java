package org.carecontact.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where policies come from besides those that are shipped.
 *
 * @param directory with the hospitals' own documents (*.yaml); null for none
 */
@ConfigurationProperties("carecontact.policies")
record PolicyProperties(@Nullable Path directory) {}
