package org.carecontact.vendors.tokens;

import java.time.Duration;

/**
 * What a vendor answered.
 *
 * @param lasts how long it is good for, as the vendor says
 */
public record FreshToken(String value, Duration lasts) {

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "FreshToken[" + lasts + "]";
    }
}
