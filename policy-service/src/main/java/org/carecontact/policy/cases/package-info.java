/** Deciding cases, explaining decisions and trying other policies on them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.cases;
