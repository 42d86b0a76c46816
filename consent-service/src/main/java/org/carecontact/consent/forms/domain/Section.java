package org.carecontact.consent.forms.domain;

/**
 * One part of a form, confirmed on its own.
 *
 * @param id names the part across versions and languages, as right-to-cancel
 */
public record Section(String id, String text) {}
