package org.carecontact.kernel.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, from the token and never from the body.
 *
 * @param patient the patient that a patient or family member speaks for; null for all others
 * @param relation of a family member to the patient, as PARENT; null for all others
 * @param authority of a family member, attested by the hospital that issued the token; null when it attests none
 * @param token the bearer token, to be handed on to another service at the caller's request
 */
public record Caller(
        String hospital,
        Role role,
        String person,
        @Nullable String patient,
        @Nullable String relation,
        @Nullable Authority authority,
        String token) {

    private static final Map<String, Role> ROLES = Arrays.stream(Role.values())
            .collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final Predicate<String> HOSPITAL =
            Pattern.compile("[a-z0-9][a-z0-9-]{1,23}").asMatchPredicate();
    private static final Predicate<String> RELATION =
            Pattern.compile("[A-Z_]{1,40}").asMatchPredicate();

    /** An authority of a family member that a hospital can attest. */
    public enum Authority {
        LEGAL_GUARDIAN,
        WRITTEN_AUTHORIZATION
    }

    /** Returns the caller of the present request; throws the problem no-valid-token when there is no token. */
    static Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt jwt)) {
            throw Problem.of("no-valid-token").exception();
        }
        return of(jwt);
    }

    /** Returns the caller that a checked token names; throws a problem when a claim is missing or malformed. */
    public static Caller of(Jwt jwt) {
        String hospital = claim(jwt, "hospital", HOSPITAL);
        String person = claim(jwt, "person", Caller::isPerson);
        String patient = optional(jwt, "patient", Caller::isPerson);
        String relation = optional(jwt, "relation", RELATION);
        String authority = optional(jwt, "authority", Caller::isAuthority);
        Role role = ROLES.get(claim(jwt, "role", text -> true));
        if (role == null) {
            throw Problem.of("unknown-role").exception();
        }
        return new Caller(
                hospital,
                role,
                person,
                patient,
                role == Role.FAMILY ? relation : null,
                role == Role.FAMILY && authority != null ? Authority.valueOf(authority) : null,
                jwt.getTokenValue());
    }

    /** Throws the problem wrong-role unless the caller has one of these roles. */
    public Caller mustBe(Role... allowed) {
        if (!Arrays.asList(allowed).contains(role)) {
            throw Problem.of("wrong-role")
                    .with("role", role.spelled())
                    .with("allowed", Arrays.stream(allowed).map(Role::spelled).collect(Collectors.joining(", ")))
                    .exception();
        }
        return this;
    }

    /** Returns whether the caller speaks for this patient. */
    public boolean speaksFor(String other) {
        return other.equals(patient) && (role == Role.PATIENT || role == Role.FAMILY);
    }

    private static String claim(Jwt jwt, String name, Predicate<String> alphabet) {
        String value = optional(jwt, name, alphabet);
        if (value == null) {
            throw malformed(name);
        }
        return value;
    }

    private static @Nullable String optional(Jwt jwt, String name, Predicate<String> alphabet) {
        Object value = jwt.getClaims().get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && alphabet.test(text)) {
            return text;
        }
        throw malformed(name);
    }

    private static RuntimeException malformed(String claim) {
        return Problem.of("incomplete-token").with("claim", claim).exception();
    }

    /** People's ids follow the same rules as patients' ids. */
    private static boolean isPerson(String text) {
        return PatientId.parse(text).isPresent();
    }

    private static boolean isAuthority(String text) {
        return Arrays.stream(Authority.values()).anyMatch(one -> one.name().equals(text));
    }
}
