/** Shows doctors the terms of direct contact, takes their signatures, and tells who has signed. */
@NullMarked
package org.carecontact.consent.terms;

import org.jspecify.annotations.NullMarked;
