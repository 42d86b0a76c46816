/** Reads FHIR R4 over HTTP: resources by create and update, and Bundles of them; refuses in OperationOutcomes. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.fhir;
