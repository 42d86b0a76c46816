package org.carecontact.kernel.web.door;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a request's body.
 *
 * @param largest in bytes, with no exception anywhere
 * @param within how long it may take to arrive, from the end of the headers to its last byte
 */
@ConfigurationProperties("carecontact.bodies")
record BodyProperties(
        @DefaultValue("64KB") DataSize largest,
        @DefaultValue("5s") Duration within) {}
