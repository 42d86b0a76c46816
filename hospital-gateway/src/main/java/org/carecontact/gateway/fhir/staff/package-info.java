/** Reads the FHIR resources of a hospital's staff: practitioners and their roles, schedules, slots and appointments. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.fhir.staff;
