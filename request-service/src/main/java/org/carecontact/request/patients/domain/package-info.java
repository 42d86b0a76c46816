/** The number of one patient, in use or merged into another. */
@NullMarked
package org.carecontact.request.patients.domain;

import org.jspecify.annotations.NullMarked;
