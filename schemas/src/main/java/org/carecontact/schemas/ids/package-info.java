/** The ids that all services share, as values: parsed once where they come in, never cut apart anywhere else. */
@NullMarked
package org.carecontact.schemas.ids;

import org.jspecify.annotations.NullMarked;
