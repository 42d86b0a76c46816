/**
 * One patient and one doctor at one hospital: stores, publishes and shows the pair, and reads the events of other
 * services about it.
 */
@NullMarked
package org.carecontact.request.pairs;

import org.jspecify.annotations.NullMarked;
