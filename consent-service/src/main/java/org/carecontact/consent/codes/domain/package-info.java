/** A one-time code as the domain sees it: a salted hash with its limits. */
@NullMarked
package org.carecontact.consent.codes.domain;

import org.jspecify.annotations.NullMarked;
