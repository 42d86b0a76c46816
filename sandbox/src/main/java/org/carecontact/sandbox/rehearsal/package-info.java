/** A start of nothing in particular, watched by the JVM so that the real ones are quick. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.rehearsal;
