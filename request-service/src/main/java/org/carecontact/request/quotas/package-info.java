/** The quotas of hospitals and the places that they have: who takes one, and what follows when there is none. */
@NullMarked
package org.carecontact.request.quotas;

import org.jspecify.annotations.NullMarked;
