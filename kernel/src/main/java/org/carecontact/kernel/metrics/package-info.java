/** Meters by the names that code and documents share. */
@NullMarked
package org.carecontact.kernel.metrics;

import org.jspecify.annotations.NullMarked;
