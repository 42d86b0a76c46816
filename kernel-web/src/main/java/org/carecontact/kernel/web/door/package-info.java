/** Receives calls before any controller: bytes, bodies and JSON, each refused with a problem when it is malformed. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.door;
