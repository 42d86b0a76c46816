/** The ids that all services share, as values: parsed once at the door, never taken apart elsewhere. */
@NullMarked
package org.carecontact.schemas.ids;

import org.jspecify.annotations.NullMarked;
