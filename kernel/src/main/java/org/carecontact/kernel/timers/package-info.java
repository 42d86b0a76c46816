/** Fires the time limits of documents. */
@NullMarked
package org.carecontact.kernel.timers;

import org.jspecify.annotations.NullMarked;
