package org.carecontact.request.pairs.domain;

/**
 * A way to be helped other than the requested channel.
 *
 * @param kind a code, as HOSPITAL_APP
 * @param link a link or number that works
 */
public record Alternative(String kind, String link) {}
