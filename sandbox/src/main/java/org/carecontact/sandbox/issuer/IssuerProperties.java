package org.carecontact.sandbox.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The issuer's settings.
 *
 * @param url the issuer that tokens name, as {@code http://127.0.0.1:8100}
 * @param tokenKey the private RSA key as a JWK
 * @param passwordSeed the seed of all passwords, base64
 * @param revokedFile where revocations are kept
 * @param hospitals the folder with the folders of all hospitals; null for the samples alone
 * @param hosts the host names that callers may use beside loopback; null for none
 */
@ConfigurationProperties("carecontact.issuer")
record IssuerProperties(
        URI url,
        String tokenKey,
        String passwordSeed,
        Path revokedFile,
        @Nullable Path hospitals,
        @Nullable Set<String> hosts) {}
