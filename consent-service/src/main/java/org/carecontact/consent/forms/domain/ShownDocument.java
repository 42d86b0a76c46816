package org.carecontact.consent.forms.domain;

/**
 * One form exactly as it was shown.
 *
 * @param sha256 of the form's text, hex
 */
public record ShownDocument(DocumentKind kind, String form, int version, String language, String sha256) {}
