/** Stores the age bands of patients and finds them. */
@NullMarked
package org.carecontact.consent.ages;

import org.jspecify.annotations.NullMarked;
