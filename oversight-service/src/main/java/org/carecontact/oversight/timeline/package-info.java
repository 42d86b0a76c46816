/** Shows one case as a timeline. */
@NullMarked
package org.carecontact.oversight.timeline;

import org.jspecify.annotations.NullMarked;
