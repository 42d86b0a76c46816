package org.carecontact.gateway.feeds;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the feeds are.
 *
 * @param folder with a folder for each hospital, named by its id, and in it {@code feeds/*.yml}; null for no feeds
 * @param address on which the ports of all feeds listen
 * @param lookEvery how often the files are looked at for a change
 */
@ConfigurationProperties("carecontact.hospitals")
public record FeedsProperties(@Nullable Path folder, InetAddress address, Duration lookEvery) {}
