/** The relationship of one patient and one doctor at one hospital, as a transition table. */
@NullMarked
package org.carecontact.request.pairs.domain;

import org.jspecify.annotations.NullMarked;
