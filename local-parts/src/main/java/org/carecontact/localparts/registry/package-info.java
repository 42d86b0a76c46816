/** The Apicurio schema registry. */
@NullMarked
package org.carecontact.localparts.registry;

import org.jspecify.annotations.NullMarked;
