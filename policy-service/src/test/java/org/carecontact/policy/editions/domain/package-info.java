/** The versions of one policy document and the moments from which they hold. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.editions.domain;
