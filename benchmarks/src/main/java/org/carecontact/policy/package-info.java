/** What has to stand beside policy-service's own classes to be measured with them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy;
