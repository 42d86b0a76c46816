/** Shows the channel of a contact while its consent is in force, and ends contacts. */
@NullMarked
package org.carecontact.request.contacts;

import org.jspecify.annotations.NullMarked;
