package org.carecontact.sandbox.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.people.Population;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers, logs and counts clients that fail to authenticate. */
final class ClientAuthentications implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger("carecontact.security");

    private final Population population;
    private final FailedAttempts attempts;

    ClientAuthentications(Population population, FailedAttempts attempts) {
        this.population = population;
        this.attempts = attempts;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String user = known(request);
        attempts.failed(user);
        log.atWarn()
                .addKeyValue("event", "token-refused")
                .addKeyValue("who", user)
                .addKeyValue("from", request.getRemoteAddr())
                .addKeyValue("path", request.getRequestURI())
                .log("client authentication failed");
        response.setHeader("WWW-Authenticate", "Basic realm=\"carecontact\"");
        OAuthErrors.send(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "invalid_client",
                "Send the user's name and password as client id and secret");
    }

    /** Returns the wait for the client that this request names. */
    Duration wait(HttpServletRequest request) {
        if (!request.getMethod().equals("POST")) {
            return Duration.ZERO;
        }
        String user = known(request);
        Duration wait = attempts.wait(user);
        if (wait.isPositive()) {
            log.atWarn()
                    .addKeyValue("event", "too-many-attempts")
                    .addKeyValue("who", user)
                    .addKeyValue("from", request.getRemoteAddr())
                    .log("refused for a while");
        }
        return wait;
    }

    void succeeded(String user) {
        attempts.succeeded(user);
    }

    /** Returns the user whom the request names; all unknown names count as one. */
    private String known(HttpServletRequest request) {
        return named(request).flatMap(population::find).map(Person::user).orElse("nobody");
    }

    private static Optional<String> named(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String both = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                int colon = both.indexOf(':');
                return colon < 0 ? Optional.empty() : Optional.of(both.substring(0, colon));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(request.getParameter("client_id"));
    }
}
