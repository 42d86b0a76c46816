/** Decides how a hospital's form goes from draft to active to retired. */
@NullMarked
package org.carecontact.consent.forms.domain;

import org.jspecify.annotations.NullMarked;
