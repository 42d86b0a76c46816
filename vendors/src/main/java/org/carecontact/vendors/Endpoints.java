package org.carecontact.vendors;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** Checks what all accounts have. */
final class Endpoints {

    private Endpoints() {}

    /** Refuses plain HTTP to another machine, a path, and time-outs that are endless (0) or over ten seconds. */
    static void check(URI endpoint, Duration connectTimeout, Duration readTimeout) {
        String host = endpoint.getHost();
        if (host == null
                || endpoint.getRawPath() != null && !endpoint.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("an endpoint is a scheme, a host and perhaps a port");
        }
        if (!"https".equals(endpoint.getScheme()) && !("http".equals(endpoint.getScheme()) && isLoopback(host))) {
            throw new IllegalArgumentException("an endpoint has https, or http on this machine only");
        }
        check(connectTimeout);
        check(readTimeout);
    }

    private static void check(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("a time-out is at least a millisecond and at most ten seconds");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
