package org.carecontact.gateway.soap;

/**
 * What goes back.
 *
 * @param status of HTTP
 * @param retryAfter in seconds; 0 where the same need not come again
 */
record Reply(int status, String contentType, String body, int retryAfter) {}
