/** A doctor as far as it matters whether one can be asked. */
@NullMarked
package org.carecontact.request.doctors.domain;

import org.jspecify.annotations.NullMarked;
