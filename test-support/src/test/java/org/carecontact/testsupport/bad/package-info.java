/** Deliberately bad: what the house rules have to find. */
@NullMarked
package org.carecontact.testsupport.bad;

import org.jspecify.annotations.NullMarked;
