/** Ids and sealed secrets that every service of one installation derives alike. */
@NullMarked
package org.carecontact.kernel.keys;

import org.jspecify.annotations.NullMarked;
