package org.carecontact.sandbox.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a user name and a password.
 *
 * @param patient the patient that a patient or relative speaks for; null for all others
 * @param relation of a relative to the patient; null for all others
 */
public record Person(
        String user,
        String hospital,
        Role role,
        String id,
        @Nullable String patient,
        @Nullable String relation) {

    /** What somebody is at a hospital, and the services that this lets them talk to. */
    public enum Role {
        PATIENT("request-service", "consent-service", "policy-service"),
        FAMILY("request-service", "consent-service", "policy-service"),
        DOCTOR("request-service", "consent-service", "policy-service"),
        STAFF(
                "request-service",
                "consent-service",
                "policy-service",
                "notification-service",
                "oversight-service",
                "hospital-gateway"),
        SUPERVISOR("oversight-service", "notification-service", "request-service", "policy-service"),
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

        public List<String> services() {
            return services;
        }
    }
}
