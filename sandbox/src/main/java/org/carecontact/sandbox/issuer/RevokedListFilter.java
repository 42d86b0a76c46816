package org.carecontact.sandbox.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Serves the list of revoked tokens, which needs no token itself. */
final class RevokedListFilter extends OncePerRequestFilter {

    static final String PATH = "/.well-known/revoked";

    private final RevokedTokens revoked;

    RevokedListFilter(RevokedTokens revoked) {
        this.revoked = revoked;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(PATH) || !request.getMethod().equals("GET");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RevokedTokens.SignedList list = revoked.list();
        response.setHeader("ETag", list.mark());
        response.setHeader("Cache-Control", "no-cache");
        if (list.mark().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/jwt");
        response.getWriter().write(list.jws());
    }
}
