package org.carecontact.request.pairs.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The renewal of a contact: the patient's side asks, the doctor answers.
 *
 * @param times how often the contact was renewed before
 * @param toldAt when the patient's side was told that the end is near
 * @param askedAt when the patient's side asked; null while it did not, or was answered
 * @param declined whether the doctor said no; the contact then ends in its time
 */
public record Renewal(
        int times, @Nullable Instant toldAt, @Nullable Instant askedAt, boolean declined) {}
