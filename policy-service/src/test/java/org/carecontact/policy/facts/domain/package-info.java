/** The facts of one case: who asks for what, the encounters, the signature and the past. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.facts.domain;
