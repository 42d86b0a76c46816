/** Knows a doctor as policy needs it: the hospital's list and schedule, the doctor's rules, open contacts. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.doctors.domain;
