package org.carecontact.vendortwin;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;

/** Refuses pages of other sites in a browser of this machine: Origin and Host tell them (DNS rebinding too). */
final class Callers {

    private final Set<String> hosts = new HashSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));

    Callers(List<String> otherHosts) {
        otherHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    Optional<Answer> refusal(Request request) {
        String host = request.header("host").toLowerCase(Locale.ROOT);
        String origin = request.header("origin");
        // Links from elsewhere may lead here (OAuth2 begins so), but change nothing.
        boolean foreign = request.header("sec-fetch-site").equals("cross-site")
                && !request.method().equals("GET");
        boolean strange = !host.isEmpty() && !hosts.contains(host.replaceFirst(":[0-9]+$", ""));
        if (strange || foreign || (!origin.isEmpty() && !origin.equals("null") && !isSame(origin, host))) {
            return Optional.of(Answer.json(403, "{\"title\":\"pages of other sites may not call this\"}"));
        }
        return Optional.empty();
    }

    private static boolean isSame(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
