package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes each distinct shape of query and update into a file: field names and operators stay, values become the names of
 * their types, and a whole document that is stored as a value becomes "object".
 */
final class CommandShapes implements CommandListener {

    private static final Set<String> ASKED_WITHOUT_DATA = Set.of("local", "admin", "config");

    private final Path file;
    private final Set<String> known = new HashSet<>();

    private CommandShapes(Path file) {
        this.file = file;
    }

    /** Starts with an empty file. */
    static CommandShapes into(Path file) {
        try {
            Files.writeString(file, "");
            return new CommandShapes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void received(String database, String command, Document query) {
        if (!ASKED_WITHOUT_DATA.contains(database) && query.get(command) instanceof String collection) {
            for (Document shape : shapes(command, query)) {
                note(new Document("database", database)
                        .append("collection", collection)
                        .append("command", command)
                        .append("shape", shape));
            }
        }
    }

    private synchronized void note(Document line) {
        String text = new org.bson.Document(line).toJson();
        if (known.add(text)) {
            try {
                Files.writeString(file, text + "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns one shape for each statement of the command; none for a command that is neither query nor change. */
    static List<Document> shapes(String command, Document query) {
        return switch (command) {
            case "find" -> List.of(shape(query, "filter", "sort", "projection", "limit", "skip"));
            case "count", "distinct" -> List.of(shape(query, "query", "key", "limit", "skip"));
            case "findAndModify", "findandmodify" ->
                List.of(shape(query, "query", "sort", "update", "remove", "new", "upsert", "fields"));
            case "aggregate" -> List.of(shape(query, "pipeline"));
            case "insert" -> List.of(new Document("documents", "object"));
            case "update" -> each(query, "updates", one -> shape(one, "q", "u", "multi", "upsert", "arrayFilters"));
            case "delete" -> each(query, "deletes", one -> shape(one, "q", "limit"));
            case "createIndexes" -> each(query, "indexes", one -> shape(one, "key", "unique", "sparse"));
            default -> List.of();
        };
    }

    private static List<Document> each(Document query, String list, Function<Document, Document> shape) {
        return query.get(list) instanceof Collection<?> all
                ? all.stream()
                        .filter(Document.class::isInstance)
                        .map(one -> shape.apply((Document) one))
                        .distinct()
                        .toList()
                : List.of();
    }

    private static Document shape(Document query, String... members) {
        Document shape = new Document();
        for (String member : members) {
            Object value = query.get(member);
            switch (member) {
                case "sort", "projection", "fields", "key", "multi", "upsert", "unique", "sparse", "remove", "new" -> {
                    if (value != null && !Boolean.FALSE.equals(value)) {
                        shape.append(member, value);
                    }
                }
                case "q", "query", "filter" -> {
                    if (value instanceof Document filter) {
                        shape.append(member, filter(filter));
                    }
                }
                default -> {
                    if (value != null) {
                        shape.append(
                                member, member.equals("u") || member.equals("update") ? update(value) : all(value));
                    }
                }
            }
        }
        return shape;
    }

    /** Returns the operators with the fields that they compare; a document compared as a whole is an "object". */
    private static Document filter(Document filter) {
        Document shape = new Document();
        filter.forEach((name, value) -> shape.append(
                name,
                switch (value) {
                    case Document inner when name.startsWith("$") || isOperators(inner) -> filter(inner);
                    case Collection<?> list
                    when name.startsWith("$") ->
                        list.stream()
                                .map(one -> one instanceof Document inner ? filter(inner) : type(one))
                                .distinct()
                                .toList();
                    case null, default -> type(value);
                }));
        return shape;
    }

    /** Returns the operators of an update with the fields that they change; a replacement is an "object". */
    private static Object update(Object update) {
        if (!(update instanceof Document document) || !isOperators(document)) {
            return update instanceof Collection<?> ? all(update) : type(update);
        }
        Document shape = new Document();
        document.forEach((operator, fields) -> {
            Document changed = new Document();
            if (fields instanceof Document all) {
                all.forEach((field, value) -> changed.append(field, changedTo(operator, value)));
            }
            shape.append(operator, changed);
        });
        return shape;
    }

    private static Object changedTo(String operator, @Nullable Object value) {
        if (value instanceof Document inner && (operator.equals("$pull") || isOperators(inner))) {
            Document shape = new Document();
            inner.forEach((name, argument) -> shape.append(
                    name,
                    switch (argument) {
                        case Document condition when isOperators(condition) -> filter(condition);
                        case Collection<?> list
                        when name.startsWith("$") ->
                            list.stream().map(CommandShapes::type).distinct().toList();
                        case null, default -> type(argument);
                    }));
            return shape;
        }
        return type(value);
    }

    /** Returns a pipeline without its constants. */
    private static Object all(@Nullable Object value) {
        return switch (value) {
            case Document document -> {
                Document shape = new Document();
                document.forEach((name, inner) -> shape.append(name, all(inner)));
                yield shape;
            }
            case Collection<?> list -> list.stream().map(CommandShapes::all).toList();
            case String text when text.startsWith("$") -> text;
            case null, default -> type(value);
        };
    }

    private static boolean isOperators(Document document) {
        return !document.isEmpty() && document.keySet().stream().allMatch(name -> name.startsWith("$"));
    }

    /** Returns the type's name as MongoDB's $type spells it. */
    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Integer _ -> "int";
            case Long _ -> "long";
            case Double _ -> "double";
            case Boolean _ -> "bool";
            case Instant _ -> "date";
            case Document _ -> "object";
            case Collection<?> _ -> "array";
            case ObjectId _ -> "objectId";
            case Decimal128 _ -> "decimal";
            case UUID _ -> "binData";
            case BinData _ -> "binData";
            case byte[] _ -> "binData";
            case BsonRegularExpression _ -> "regex";
            default -> value.getClass().getSimpleName();
        };
    }
}
