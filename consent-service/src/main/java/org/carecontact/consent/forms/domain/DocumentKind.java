package org.carecontact.consent.forms.domain;

/** A kind of document to sign: the consent itself 知情同意, or the service agreement 服务协议. */
public enum DocumentKind {
    CONSENT,
    SERVICE_AGREEMENT
}
