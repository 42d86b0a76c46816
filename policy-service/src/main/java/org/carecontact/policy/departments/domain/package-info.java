/** What is known of a department. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.departments.domain;
