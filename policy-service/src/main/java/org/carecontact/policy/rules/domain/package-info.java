/** Rules, their layers, and how they add up to an assessment. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.rules.domain;
