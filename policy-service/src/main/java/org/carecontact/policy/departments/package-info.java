/** Departments as a hospital lists them: what people call the codes. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.departments;
