/** Publishes and activates policy documents. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.editions;
