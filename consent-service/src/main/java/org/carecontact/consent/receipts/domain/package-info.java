/** What a receipt says and what the signer keeps of it. */
@NullMarked
package org.carecontact.consent.receipts.domain;

import org.jspecify.annotations.NullMarked;
