/** Deliberately bad: what the house rules have to find. */
@NullMarked
package org.carecontact.request.domain;

import org.jspecify.annotations.NullMarked;
