/** The content of a receipt, and the part that the signer keeps. */
@NullMarked
package org.carecontact.consent.receipts.domain;

import org.jspecify.annotations.NullMarked;
