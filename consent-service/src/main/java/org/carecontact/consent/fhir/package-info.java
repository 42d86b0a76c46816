/** Shows consents, receipts and what happened to them to a hospital's own systems, as HL7 FHIR R4 (4.0.1). */
@NullMarked
package org.carecontact.consent.fhir;

import org.jspecify.annotations.NullMarked;
