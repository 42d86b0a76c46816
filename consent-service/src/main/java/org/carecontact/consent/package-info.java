/** Starts the service; each room below it wires itself. */
@NullMarked
package org.carecontact.consent;

import org.jspecify.annotations.NullMarked;
