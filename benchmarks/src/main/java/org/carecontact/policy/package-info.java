/** Measures policy-service's own classes from beside them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy;
