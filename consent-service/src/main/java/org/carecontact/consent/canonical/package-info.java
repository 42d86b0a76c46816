/** Writes the canonical JSON text (RFC 8785) that forms are hashed by and receipts are signed over. */
@NullMarked
package org.carecontact.consent.canonical;

import org.jspecify.annotations.NullMarked;
