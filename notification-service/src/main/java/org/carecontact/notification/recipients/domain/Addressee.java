package org.carecontact.notification.recipients.domain;

/** Who is spoken to. A family member who acts for the patient is reached as the guardian. */
public enum Addressee {
    PATIENT("sms"),
    GUARDIAN("sms"),
    DOCTOR("wecom");

    private final String usualSystem;

    Addressee(String usualSystem) {
        this.usualSystem = usualSystem;
    }

    /** The system by which such a person is usually reached. */
    public String usualSystem() {
        return usualSystem;
    }
}
