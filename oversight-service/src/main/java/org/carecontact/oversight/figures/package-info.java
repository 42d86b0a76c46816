/** Counts the outcomes of requests, beside the seed baseline. */
@NullMarked
package org.carecontact.oversight.figures;

import org.jspecify.annotations.NullMarked;
