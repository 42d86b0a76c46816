package org.carecontact.notification.recipients.domain;

/** The person whom a notice addresses. A family member who acts for the patient is reached as the guardian. */
public enum Addressee {
    PATIENT("sms"),
    GUARDIAN("sms"),
    DOCTOR("wecom");

    private final String usualSystem;

    Addressee(String usualSystem) {
        this.usualSystem = usualSystem;
    }

    /** Returns the system by which such a person is usually reached. */
    public String usualSystem() {
        return usualSystem;
    }
}
