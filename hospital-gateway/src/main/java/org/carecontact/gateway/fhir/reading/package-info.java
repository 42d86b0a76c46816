/** What all readers of FHIR resources share: references, identifiers, times, names, telephone numbers, departments, refusals. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.fhir.reading;
