package org.carecontact.vendortwin.settings;

/**
 * Where encrypted events go.
 *
 * @param url empty for nowhere
 * @param token signs, with time stamp and nonce
 * @param aesKey 43 characters of base 64
 */
public record Push(String url, Secret token, Secret aesKey) {}
