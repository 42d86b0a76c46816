/** The age bands of patients, as far as hospitals told that they changed. */
@NullMarked
package org.carecontact.consent.ages.domain;

import org.jspecify.annotations.NullMarked;
