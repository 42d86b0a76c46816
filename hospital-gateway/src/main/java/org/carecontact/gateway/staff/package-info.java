/** Stores doctors, departments and schedules, and publishes what others may know of them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.staff;
