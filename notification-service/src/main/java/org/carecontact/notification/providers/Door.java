package org.carecontact.notification.providers;

import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.vendors.EncryptedCallbacks;
import org.jspecify.annotations.Nullable;

/**
 * Where a vendor reports to us.
 *
 * @param provider the hospital's own name for it
 * @param callbacks opens what the vendor encrypts; null for vendors that do not
 */
public record Door(
        String hospital,
        String provider,
        Vendor vendor,
        @Nullable EncryptedCallbacks callbacks) {}
