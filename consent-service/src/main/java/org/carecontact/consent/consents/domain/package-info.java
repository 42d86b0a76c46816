/** Decides when a consent can be asked for, signed, refused and withdrawn; reads no clock, key or database. */
@NullMarked
package org.carecontact.consent.consents.domain;

import org.jspecify.annotations.NullMarked;
