/** The keys to which hospitals seal what identifies a person; only this service can open it. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.keys;
