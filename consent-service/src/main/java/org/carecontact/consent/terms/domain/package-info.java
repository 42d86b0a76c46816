/** Decides when a doctor's signature under the terms counts. */
@NullMarked
package org.carecontact.consent.terms.domain;

import org.jspecify.annotations.NullMarked;
