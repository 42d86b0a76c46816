/** Knows which doctors a hospital lists, so that a request to an unknown doctor is refused at once. */
@NullMarked
package org.carecontact.request.doctors;

import org.jspecify.annotations.NullMarked;
