package org.carecontact.consent.forms.domain;

import org.jspecify.annotations.Nullable;

/**
 * A version as it was when it was activated, so that signed text stays readable for its receipts.
 *
 * @param version null before it is archived
 */
public record ArchivedForm(@Nullable FormVersion version) {}
