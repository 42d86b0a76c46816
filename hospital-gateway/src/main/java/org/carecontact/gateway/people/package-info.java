/** Stores patients as persons and publishes how to reach them, and their age band. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.people;
