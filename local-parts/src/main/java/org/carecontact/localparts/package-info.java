/** The parts that one machine runs as processes of their own. */
@NullMarked
package org.carecontact.localparts;

import org.jspecify.annotations.NullMarked;
