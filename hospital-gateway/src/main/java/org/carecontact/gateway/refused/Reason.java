package org.carecontact.gateway.refused;

/**
 * Why a message was refused, in words of our own: nothing of the message is repeated.
 *
 * @param answer what the sender got: AE or AR, or what the door has in their place
 * @param place where in the message, as PV1-19 or {@code Encounter.identifier}
 * @param remedy what would be right
 */
public record Reason(String answer, String place, String remedy) {}
