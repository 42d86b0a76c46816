package org.carecontact.consent.forms.domain;

/**
 * One form exactly as it was shown.
 *
 * @param sha256 of the form's text, hex
 */
public record ShownDocument(DocumentKind kind, String form, int version, String language, String sha256) {

    /** The prefix of the forms that come with the product. */
    public static final String DEFAULT = "default-";

    /** Returns the version of the hospital's own form; 0 when it had none of its own yet. */
    public int hospitalsVersion() {
        return form.startsWith(DEFAULT) ? 0 : version;
    }
}
