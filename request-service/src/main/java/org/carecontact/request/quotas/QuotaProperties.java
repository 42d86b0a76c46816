package org.carecontact.request.quotas;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the hospitals say what they want.
 *
 * @param folder a folder for each hospital, named by its id; null where no hospital limits anything
 * @param lookEvery how often their files are looked at
 */
@ConfigurationProperties("carecontact.hospitals")
record QuotaProperties(@Nullable Path folder, Duration lookEvery) {}
