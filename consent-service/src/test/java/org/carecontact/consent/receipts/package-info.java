@NullMarked
package org.carecontact.consent.receipts;

import org.jspecify.annotations.NullMarked;
