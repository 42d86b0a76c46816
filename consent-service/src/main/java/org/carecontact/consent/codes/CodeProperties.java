package org.carecontact.consent.codes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The time limit of one-time codes.
 *
 * @param code how long one holds
 */
@ConfigurationProperties("carecontact.limits")
record CodeProperties(@DefaultValue("PT10M") Duration code) {}
