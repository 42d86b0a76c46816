package org.carecontact.consent.forms.domain;

/** A kind of document to sign: consent 知情同意 and service agreement 服务协议 by the patient's side, 医生承诺书 by the doctor. */
public enum DocumentKind {
    CONSENT,
    SERVICE_AGREEMENT,
    DOCTOR_TERMS;

    /** Returns whether it is signed for one request, by the patient's side. */
    public boolean ofPatients() {
        return switch (this) {
            case CONSENT, SERVICE_AGREEMENT -> true;
            case DOCTOR_TERMS -> false;
        };
    }
}
