package org.carecontact.gateway.soap;

/**
 * A request as it came.
 *
 * @param contentType empty for none
 */
record Post(String contentType, byte[] body) {}
