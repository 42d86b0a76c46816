/** Keeps the messages that a feed refused, sealed and for some days, until they are replayed or discarded. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.refused;
