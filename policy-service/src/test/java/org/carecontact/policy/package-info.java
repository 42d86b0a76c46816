/** Tests of policy-service. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy;
