/** Knows doctors as the hospital lists them and as they describe themselves. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.doctors;
