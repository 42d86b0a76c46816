package org.carecontact.request.channels.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the vendor made it.
 *
 * @param configId the vendor's id; it can't be found again for a temporary session
 * @param qr the address of the QR code
 * @param until when the vendor lets it lapse; null for never
 */
public record Way(String configId, String qr, @Nullable Instant until) {

    boolean lapsed(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
