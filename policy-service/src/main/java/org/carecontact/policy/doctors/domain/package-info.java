/** What policy knows of a doctor: the hospital's list and schedule, the doctor's own rules and open contacts. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.doctors.domain;
