package org.carecontact.request.pairs.domain;

/**
 * A way to be helped that is not the channel that was asked for.
 *
 * @param kind a code, as HOSPITAL_APP
 * @param link a link or number that works
 */
public record Alternative(String kind, String link) {}
