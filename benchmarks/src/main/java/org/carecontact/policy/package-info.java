/** Measurements that need package-private classes of policy-service. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy;
