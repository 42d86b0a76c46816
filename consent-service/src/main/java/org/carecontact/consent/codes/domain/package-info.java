/** One-time codes as salted hashes, with their limits. */
@NullMarked
package org.carecontact.consent.codes.domain;

import org.jspecify.annotations.NullMarked;
