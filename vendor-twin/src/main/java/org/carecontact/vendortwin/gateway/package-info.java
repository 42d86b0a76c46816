/** A hospital's own gateway of messages, by the protocol that CareContact defines for it. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.gateway;
