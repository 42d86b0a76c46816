/** Reads HL7 v2 ADT messages and writes their acknowledgements. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.adt;
