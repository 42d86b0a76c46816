package org.carecontact.sandbox.people;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a user name and a password.
 *
 * @param patient the patient that a patient or relative speaks for; null for all others
 * @param relation of a relative to the patient; null for all others
 * @param authority of a relative, as the hospital attests it; null for all others
 */
public record Person(
        String user,
        String hospital,
        Role role,
        String id,
        @Nullable String patient,
        @Nullable String relation,
        @Nullable String authority) {

    /** A role at a hospital, with the services that its tokens are for; what it may do there they decide. */
    public enum Role {
        PATIENT("request-service", "consent-service", "policy-service", "notification-service"),
        FAMILY("request-service", "consent-service", "policy-service", "notification-service"),
        DOCTOR("request-service", "consent-service", "policy-service", "notification-service"),
        STAFF(
                "request-service",
                "consent-service",
                "policy-service",
                "notification-service",
                "oversight-service",
                "hospital-gateway"),
        SUPERVISOR(
                "request-service",
                "consent-service",
                "policy-service",
                "notification-service",
                "oversight-service",
                "hospital-gateway"),
        SYSTEM("consent-service"),
        OPERATOR(
                "request-service",
                "consent-service",
                "policy-service",
                "notification-service",
                "oversight-service",
                "hospital-gateway");

        private final List<String> services;

        Role(String... services) {
            this.services = List.of(services);
        }

        /** The role as a token names it. */
        public String claim() {
            return name().toLowerCase(Locale.ROOT);
        }

        public List<String> services() {
            return services;
        }
    }
}
