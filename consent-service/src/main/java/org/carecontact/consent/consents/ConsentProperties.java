package org.carecontact.consent.consents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The time limit of a consent.
 *
 * @param consent how long it can be signed after it was asked for
 */
@ConfigurationProperties("carecontact.limits")
record ConsentProperties(@DefaultValue("P7D") Duration consent) {}
