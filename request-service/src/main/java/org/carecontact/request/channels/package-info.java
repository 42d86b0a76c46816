/** The channel of a contact at WeCom: opens it, binds it to the patient, closes it, and compares it with what WeCom has. */
@NullMarked
package org.carecontact.request.channels;

import org.jspecify.annotations.NullMarked;
