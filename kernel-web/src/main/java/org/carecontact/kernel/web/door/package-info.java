/** What comes in before any controller: bytes, bodies and JSON, each refused with a problem when it is not as it must be. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.web.door;
