package org.carecontact.kernel.web.door;

import java.util.List;

/**
 * Paths below these take bodies of any type, as the XML of vendors' callbacks; a body is as limited in size and time as
 * every other, and its controller reads it.
 */
public record OtherBodies(List<String> prefixes) {

    public OtherBodies {
        prefixes = List.copyOf(prefixes);
    }

    boolean take(String path) {
        return prefixes.stream().anyMatch(path::startsWith);
    }
}
