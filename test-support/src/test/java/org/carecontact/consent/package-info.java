/** Deliberately bad: what the house rules have to find. */
@NullMarked
package org.carecontact.consent;

import org.jspecify.annotations.NullMarked;
