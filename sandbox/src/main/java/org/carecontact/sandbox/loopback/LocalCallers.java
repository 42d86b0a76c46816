package org.carecontact.sandbox.loopback;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells programs on this machine from web pages in a browser. Origin reveals a page of another site, Host a page whose
 * name was pointed at this machine (DNS rebinding).
 */
public final class LocalCallers {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> hosts;

    /** Accepts callers that name a loopback host or one of these, as other containers do. */
    public LocalCallers(Set<String> otherHosts) {
        hosts = new HashSet<>(LOOPBACK);
        otherHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the reason to refuse a request with these headers Host, Origin and Sec-Fetch-Site; empty when there is
     * none.
     */
    public Optional<String> refusal(@Nullable String host, @Nullable String origin, @Nullable String fetchSite) {
        // A browser always names the host; an old client of this machine may not.
        if (host != null && !hosts.contains(name(host))) {
            return Optional.of("This host name is not one of ours");
        }
        if (origin != null && !isOrigin(origin, host)) {
            return Optional.of("Pages of other sites may not call this");
        }
        if ("cross-site".equals(fetchSite) || "same-site".equals(fetchSite)) {
            return Optional.of("Pages of other sites may not call this");
        }
        return Optional.empty();
    }

    private static boolean isOrigin(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']') && colon >= 0;
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
