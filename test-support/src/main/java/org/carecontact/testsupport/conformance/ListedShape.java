package org.carecontact.testsupport.conformance;

import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One shape of a command with its examples.
 *
 * @param shape as {@link org.carecontact.localparts.mongo.CommandShape} writes it
 * @param readsAll why it reads the whole collection on purpose; null when it must not
 */
record ListedShape(String command, String shape, @Nullable String readsAll, List<Example> examples) {

    static ListedShape of(Document written) {
        return new ListedShape(
                written.getString("command"),
                written.get("shape", Document.class).toJson(),
                written.getString("reads everything"),
                written.getList("examples", Document.class).stream()
                        .map(Example::of)
                        .toList());
    }

    /** Whether a server has to look for documents. */
    boolean isExplained() {
        return !List.of("insert", "createIndexes").contains(command);
    }
}
