/** Takes hospitals' HL7 v2 messages and publishes hospital events. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway;
