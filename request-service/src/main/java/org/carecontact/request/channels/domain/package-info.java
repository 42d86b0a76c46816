/** The channel of one contact at the vendor: a chain of sessions, opened, bound to the patient and closed, as a transition table. */
@NullMarked
package org.carecontact.request.channels.domain;

import org.jspecify.annotations.NullMarked;
