/** Rehearses a start without a service; the JVM watches it, so that real starts are quick. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.rehearsal;
