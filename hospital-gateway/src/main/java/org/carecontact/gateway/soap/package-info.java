/** Answers HIPMessageServer (WS/T 846-2024) over SOAP 1.1 and 1.2: HL7 V3 messages in a string, told apart by their action. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.soap;
