/** Decides what a hospital's messages mean for its doctors, its departments and the doctors' schedules. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.staff.domain;
