package org.carecontact.sandbox.issuer;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The issuer's settings.
 *
 * @param url what tokens name as their issuer, as {@code http://127.0.0.1:8100}
 * @param tokenKey the private RSA key as a JWK
 * @param passwordSeed what passwords are derived from, base64
 */
@ConfigurationProperties("carecontact.issuer")
record IssuerProperties(URI url, String tokenKey, String passwordSeed) {}
