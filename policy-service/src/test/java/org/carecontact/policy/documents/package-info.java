/** Policy documents in YAML: reading, checking and combining them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.documents;
