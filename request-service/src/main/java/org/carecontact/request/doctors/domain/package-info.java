/** Doctors as a hospital lists them: who can be asked. */
@NullMarked
package org.carecontact.request.doctors.domain;

import org.jspecify.annotations.NullMarked;
