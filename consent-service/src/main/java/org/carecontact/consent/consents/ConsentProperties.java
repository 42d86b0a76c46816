package org.carecontact.consent.consents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The time limits of a consent.
 *
 * @param consent how long it can be signed after it was asked for
 * @param renewal how long before a signature's end the signer is asked anew
 * @param suspension how long a contact rests for want of a signature before it ends
 */
@ConfigurationProperties("carecontact.limits")
record ConsentProperties(
        @DefaultValue("P7D") Duration consent,
        @DefaultValue("P30D") Duration renewal,
        @DefaultValue("P30D") Duration suspension) {}
