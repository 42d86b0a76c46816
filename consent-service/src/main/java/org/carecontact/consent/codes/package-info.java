/** Makes and checks the one-time codes that confirm a signature. */
@NullMarked
package org.carecontact.consent.codes;

import org.jspecify.annotations.NullMarked;
