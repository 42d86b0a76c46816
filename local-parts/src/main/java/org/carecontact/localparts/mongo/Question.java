package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a command looks for.
 *
 * @param limit after how many it stops looking; 0 for never
 * @param distinct the field whose values it asks for; null for the documents themselves
 */
record Question(
        String collection,
        Document filter,
        @Nullable Document sort,
        int limit,
        @Nullable String distinct) {

    /** The one of a command that MongoDB explains; of several statements the first. */
    static Question of(Document command) {
        String name = command.keySet().iterator().next();
        String collection = String.valueOf(command.get(name));
        return switch (name) {
            case "find" ->
                new Question(
                        collection,
                        part(command, "filter"),
                        optional(command, "sort"),
                        number(command, "skip") + number(command, "limit"),
                        null);
            case "count" -> new Question(collection, part(command, "query"), null, 0, null);
            case "distinct" ->
                new Question(collection, part(command, "query"), null, 0, String.valueOf(command.get("key")));
            case "findAndModify" ->
                new Question(collection, part(command, "query"), optional(command, "sort"), 1, null);
            case "update" -> {
                Document first = first(command, "updates");
                yield new Question(
                        collection, part(first, "q"), null, Boolean.TRUE.equals(first.get("multi")) ? 0 : 1, null);
            }
            case "delete" -> {
                Document first = first(command, "deletes");
                yield new Question(collection, part(first, "q"), null, number(first, "limit"), null);
            }
            case "aggregate" -> ofPipeline(collection, command.get("pipeline"));
            default -> throw new BadValueException("cannot explain " + name);
        };
    }

    /** What the stages at the front of a pipeline leave to do for the others. */
    static Question ofPipeline(String collection, @Nullable Object pipeline) {
        Document filter = new Document();
        Document sort = null;
        if (pipeline instanceof List<?> stages && !stages.isEmpty()) {
            boolean matches = stages.getFirst() instanceof Document first && first.get("$match") instanceof Document;
            if (matches) {
                filter = part((Document) stages.getFirst(), "$match");
            }
            int next = matches ? 1 : 0;
            if (stages.size() > next && stages.get(next) instanceof Document second) {
                sort = optional(second, "$sort");
            }
        }
        return new Question(collection, filter, sort, 0, null);
    }

    /** The index that has all values of the wanted field as they are, each at one place; null when there is none. */
    @Nullable
    SortedIndex indexOfValues(List<Index<Object>> indexes) {
        for (Index<Object> index : indexes) {
            if (filter.isEmpty()
                    && index instanceof SortedIndex sorted
                    && sorted.getKeys().getFirst().getKey().equals(distinct)
                    && !sorted.hasArrays()
                    // In an index numbers lose their types, and what is missing is null.
                    && sorted.firstValues().stream().allMatch(String.class::isInstance)) {
                return sorted;
            }
        }
        return null;
    }

    private static Document first(Document command, String list) {
        return command.get(list) instanceof List<?> all && !all.isEmpty() && all.getFirst() instanceof Document first
                ? first
                : new Document();
    }

    private static Document part(Document command, String name) {
        Document part = optional(command, name);
        return part == null ? new Document() : part;
    }

    private static @Nullable Document optional(Document command, String name) {
        return command.get(name) instanceof Document part ? part : null;
    }

    private static int number(Document command, String name) {
        return command.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
