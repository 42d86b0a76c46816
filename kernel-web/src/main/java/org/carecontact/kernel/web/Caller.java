package org.carecontact.kernel.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, from the token and never from the body.
 *
 * @param patient the patient that a patient or family member speaks for; null for all others
 * @param relation of a family member to the patient, as PARENT; null for all others
 * @param token the bearer token, to be handed on to another service at the caller's request
 */
public record Caller(
        String hospital,
        Role role,
        String person,
        @Nullable String patient,
        @Nullable String relation,
        String token) {

    static Caller of(Jwt jwt) {
        String role = jwt.getClaimAsString("role");
        String hospital = jwt.getClaimAsString("hospital");
        String person = jwt.getClaimAsString("person");
        if (role == null || hospital == null || person == null) {
            throw Problem.of(403, "incomplete-token", "The token names no hospital, role or person")
                    .remedy("Ask for a token of a person who is known at a hospital.")
                    .exception();
        }
        try {
            return new Caller(
                    hospital,
                    Role.valueOf(role.toUpperCase(Locale.ROOT)),
                    person,
                    jwt.getClaimAsString("patient"),
                    jwt.getClaimAsString("relation"),
                    jwt.getTokenValue());
        } catch (IllegalArgumentException e) {
            throw Problem.of(403, "unknown-role", "The token names a role that is not known here")
                    .exception();
        }
    }

    /** Lets only these roles pass. */
    public Caller mustBe(Role... allowed) {
        if (!Arrays.asList(allowed).contains(role)) {
            throw Problem.of(403, "wrong-role", "A " + role.name().toLowerCase(Locale.ROOT) + " may not do this")
                    .remedy("It can be done by: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(allowed)
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .toList())
                            + ".")
                    .exception();
        }
        return this;
    }

    /** Whether the caller speaks for this patient. */
    public boolean speaksFor(String other) {
        return other.equals(patient) && (role == Role.PATIENT || role == Role.FAMILY);
    }
}
