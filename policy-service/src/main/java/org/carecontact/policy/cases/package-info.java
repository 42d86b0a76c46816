/** Decides cases, explains decisions, and tries other policies on them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.cases;
