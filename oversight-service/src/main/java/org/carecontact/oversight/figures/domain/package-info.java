/** Counts figures from facts about requests. */
@NullMarked
package org.carecontact.oversight.figures.domain;

import org.jspecify.annotations.NullMarked;
