/** Composes courteous messages to a doctor and checks written ones rule by rule; keeps nothing. */
@NullMarked
package org.carecontact.request.coach;

import org.jspecify.annotations.NullMarked;
