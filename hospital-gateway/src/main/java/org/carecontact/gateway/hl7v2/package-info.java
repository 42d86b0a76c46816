/** Reads HL7 v2 messages and writes their acknowledgements. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.hl7v2;
