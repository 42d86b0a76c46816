/** Decides cases of one patient and one doctor. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.cases.domain;
