/** When a consent can be asked for, signed, refused and withdrawn; nothing here reads a clock, a key or a database. */
@NullMarked
package org.carecontact.consent.consents.domain;

import org.jspecify.annotations.NullMarked;
