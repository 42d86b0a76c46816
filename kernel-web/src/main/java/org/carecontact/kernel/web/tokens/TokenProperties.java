package org.carecontact.kernel.web.tokens;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address of the list of revoked tokens.
 *
 * @param revoked URL of the issuer's signed list; empty when there is none
 * @param poll how often it is asked for
 */
@ConfigurationProperties("carecontact.tokens")
record TokenProperties(
        @DefaultValue("") String revoked,
        @DefaultValue("2s") Duration poll) {}
