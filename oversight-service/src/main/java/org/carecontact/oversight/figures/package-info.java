/** Counts outcomes and times of requests, beside the seed baseline. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.figures;
