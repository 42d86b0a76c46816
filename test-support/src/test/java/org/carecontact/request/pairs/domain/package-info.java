/** Deliberately bad: what the house rules have to find. */
@NullMarked
package org.carecontact.request.pairs.domain;

import org.jspecify.annotations.NullMarked;
