/** Signs receipts, draws them as pages to keep, and publishes the keys to verify them with. */
@NullMarked
package org.carecontact.consent.receipts;

import org.jspecify.annotations.NullMarked;
