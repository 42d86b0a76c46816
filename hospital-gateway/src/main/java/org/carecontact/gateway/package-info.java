/** Hospitals' HL7 v2 messages in, hospital events out. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway;
