/** The hospitals' own forms and those that come with the product. */
@NullMarked
package org.carecontact.consent.forms;

import org.jspecify.annotations.NullMarked;
