/** Scenarios of the pure part. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.domain;
