package org.carecontact.kernel.web;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a person may act where an action costs or sends something.
 *
 * @param factor multiplies every rate; a simulated day, where few persons do the work of many, has a large one
 * @param hospitalFactor how many persons' worth a whole hospital has
 * @param standard of all actions without an entry
 * @param actions by name, as requests
 */
@ConfigurationProperties("carecontact.rates")
record RateProperties(
        @DefaultValue("1") int factor,
        @DefaultValue("50") int hospitalFactor,
        @DefaultValue Rate standard,
        @DefaultValue Map<String, Rate> actions) {

    /**
     * A bucket of tokens.
     *
     * @param burst how many calls may come at once
     * @param perMinute how many come back in a minute
     */
    record Rate(
            @DefaultValue("120") int burst,
            @DefaultValue("120") int perMinute) {}

    Rate of(String action) {
        return actions.getOrDefault(action, standard);
    }
}
