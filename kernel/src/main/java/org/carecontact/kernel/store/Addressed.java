package org.carecontact.kernel.store;

import java.util.List;

/**
 * The commands that a received event means for one document, in order; they are dropped if the source's number was seen
 * before.
 *
 * @param source counts the numbers, as policy-service or consent-service-2; no dots or dollar signs
 */
public record Addressed<C>(String hospital, String id, String source, long sequence, List<C> commands) {
    public Addressed {
        commands = List.copyOf(commands);
    }
}
