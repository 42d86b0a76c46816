package org.carecontact.sandbox.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.carecontact.sandbox.loopback.LocalCallers;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses web pages, proofs of possession that no service takes, and callers who have guessed too often. */
final class DoorFilter extends OncePerRequestFilter {

    private final LocalCallers callers;
    private final ClientAuthentications authentications;

    DoorFilter(LocalCallers callers, ClientAuthentications authentications) {
        this.callers = callers;
        this.authentications = authentications;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> refusal = callers.refusal(
                request.getHeader("Host"), request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"));
        if (refusal.isPresent()) {
            OAuthErrors.send(response, HttpServletResponse.SC_FORBIDDEN, "access_denied", refusal.get());
            return;
        }
        if (request.getHeader("DPoP") != null) {
            OAuthErrors.send(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "invalid_request",
                    "The services take bearer tokens only: leave out the header DPoP");
            return;
        }
        Duration wait = authentications.wait(request);
        if (wait.isPositive()) {
            response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
            OAuthErrors.send(response, 429, "temporarily_unavailable", "Too many wrong secrets: wait and try again");
            return;
        }
        chain.doFilter(request, response);
    }
}
