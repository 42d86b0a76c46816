/** Listens on the hospitals' ports: connections, limits, and the answer to each message. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.mllp;
