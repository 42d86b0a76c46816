package org.carecontact.consent.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a search found as a Bundle (R4, 3.1.1.2). */
final class Searchset {

    private Searchset() {}

    /** All that was found. */
    static Element whole(Query query, List<Element> found, Instant now) {
        return bundle(query, found, null, now).with("total", found.size());
    }

    /**
     * A part of what was found; nobody counts the rest.
     *
     * @param next the search for the next part; null after the last
     */
    static Element part(Query query, List<Element> found, @Nullable Query next, Instant now) {
        return bundle(query, found, next, now);
    }

    private static Element bundle(Query query, List<Element> found, @Nullable Query next, Instant now) {
        List<Element> links = new ArrayList<>(List.of(link("self", query)));
        if (next != null) {
            links.add(link("next", next));
        }
        return Element.of("resourceType", "Bundle")
                .with("type", "searchset")
                .with("timestamp", now)
                .with("link", links)
                .with(
                        "entry",
                        found.stream()
                                .map(resource -> Element.of(
                                                "fullUrl",
                                                "%s/%s/%s"
                                                        .formatted(
                                                                query.base(),
                                                                query.type(),
                                                                resource.members()
                                                                        .get("id")))
                                        .with("resource", resource)
                                        .with("search", Element.of("mode", "match")))
                                .toList());
    }

    private static Element link(String relation, Query query) {
        return Element.of("relation", relation).with("url", query.self());
    }
}
