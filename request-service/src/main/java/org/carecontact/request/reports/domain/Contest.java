package org.carecontact.request.reports.domain;

import java.time.Instant;

/**
 * The word of a side against a decision.
 *
 * @param person who of that side
 */
public record Contest(Side by, String person, String sealedText, Instant at) {}
