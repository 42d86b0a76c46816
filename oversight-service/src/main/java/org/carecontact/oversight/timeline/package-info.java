/** One case, as it happened. */
@NullMarked
package org.carecontact.oversight.timeline;

import org.jspecify.annotations.NullMarked;
