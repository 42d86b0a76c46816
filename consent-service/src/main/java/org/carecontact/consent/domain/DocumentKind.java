package org.carecontact.consent.domain;

/** What can be asked to be signed: the consent itself 知情同意, and the service agreement 服务协议. */
public enum DocumentKind {
    CONSENT,
    SERVICE_AGREEMENT
}
