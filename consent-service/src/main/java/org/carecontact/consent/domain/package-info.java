/** The rules of a consent and of a hospital's forms; nothing here reads a clock, a key or a database. */
@org.jspecify.annotations.NullMarked
package org.carecontact.consent.domain;
