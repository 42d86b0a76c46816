/** One-time codes that a signature is confirmed with. */
@NullMarked
package org.carecontact.consent.codes;

import org.jspecify.annotations.NullMarked;
