package org.carecontact.gateway.kafka;

/**
 * A value that was of no use; the rest of its message was taken.
 *
 * @param place as visit.person.sealedMobile
 * @param remedy what would be right
 */
record Warning(String place, String remedy) {}
