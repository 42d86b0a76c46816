/** Hears which terms doctors have signed, so that a doctor's rules accept nothing in the name of one who has not. */
@NullMarked
package org.carecontact.request.terms;

import org.jspecify.annotations.NullMarked;
