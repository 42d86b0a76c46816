package org.carecontact.consent.forms.domain;

import org.jspecify.annotations.Nullable;

/**
 * A version that was activated, as it was then: the text that people signed stays readable for their receipts.
 *
 * @param version null before it is archived
 */
public record ArchivedForm(@Nullable FormVersion version) {}
