package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.BsonBinaryWriter;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one statement of a command asks for: field names and operators stay, values become the names of their types, and
 * a whole document that is stored as a value becomes "object". How many values there are does not show.
 *
 * @param shape as JSON
 */
public record CommandShape(String database, String collection, String command, String shape) {

    private static final Set<String> LISTS_OF_VALUES = Set.of("$in", "$nin", "$all");
    private static final Pattern POSITION = Pattern.compile("\\.\\d+(?=\\.|$)");

    /** One for each statement of the command that differs; none for a command that is neither query nor change. */
    public static List<CommandShape> of(String database, org.bson.Document command) {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        new DocumentCodec()
                .encode(
                        new BsonBinaryWriter(bytes),
                        command,
                        EncoderContext.builder().build());
        return of(database, command.keySet().iterator().next(), Bson.decode(bytes.toByteArray()));
    }

    static List<CommandShape> of(String database, String command, Document query) {
        return query.get(command) instanceof String collection
                ? shapes(command, query).stream()
                        .map(shape -> new CommandShape(database, collection, command, json(shape)))
                        .distinct()
                        .toList()
                : List.of();
    }

    /** The reverse of {@link #line}. */
    public static CommandShape parse(String line) {
        org.bson.Document parsed = org.bson.Document.parse(line);
        return new CommandShape(
                parsed.getString("database"),
                parsed.getString("collection"),
                parsed.getString("command"),
                parsed.get("shape", org.bson.Document.class).toJson());
    }

    /** One JSON object. */
    public String line() {
        return new org.bson.Document("database", database)
                .append("collection", collection)
                .append("command", command)
                .append("shape", org.bson.Document.parse(shape))
                .toJson();
    }

    private static String json(Document shape) {
        return new org.bson.Document(shape).toJson();
    }

    private static List<Document> shapes(String command, Document query) {
        return switch (command) {
            case "find" -> List.of(shape(query, "filter", "sort", "projection", "limit", "skip"));
            case "count", "distinct" -> List.of(shape(query, "query", "key", "limit", "skip"));
            case "findAndModify", "findandmodify" ->
                List.of(shape(query, "query", "sort", "update", "remove", "new", "upsert", "fields"));
            case "aggregate" -> List.of(shape(query, "pipeline"));
            case "insert" -> List.of(unordered(query, new Document("documents", "object")));
            case "update" ->
                each(
                        query,
                        "updates",
                        one -> unordered(query, shape(one, "q", "u", "multi", "upsert", "arrayFilters")));
            case "delete" -> each(query, "deletes", one -> unordered(query, shape(one, "q", "limit")));
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

    /** Whether a bulk goes on after an error. */
    private static Document unordered(Document query, Document shape) {
        return Boolean.FALSE.equals(query.get("ordered")) ? shape.append("ordered", false) : shape;
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

    /** Operators and the fields that they compare; a document that is compared as a whole is an "object". */
    private static Document filter(Document filter) {
        Document shape = new Document();
        filter.forEach((name, value) -> shape.append(
                path(name),
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

    /** The operators of an update and the fields that they change; a replacement is an "object". */
    private static Object update(Object update) {
        if (!(update instanceof Document document) || !isOperators(document)) {
            return update instanceof Collection<?> ? all(update) : type(update);
        }
        Document shape = new Document();
        document.forEach((operator, fields) -> {
            Document changed = new Document();
            if (fields instanceof Document all) {
                all.forEach((field, value) -> changed.append(path(field), changedTo(operator, value)));
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
                            list.stream().map(CommandShape::type).distinct().toList();
                        case null, default -> type(argument);
                    }));
            return shape;
        }
        return type(value);
    }

    /** A pipeline: everything but its constants. */
    private static Object all(@Nullable Object value) {
        return switch (value) {
            case Document document -> {
                Document shape = new Document();
                document.forEach((name, inner) -> shape.append(
                        path(name),
                        LISTS_OF_VALUES.contains(name) && inner instanceof Collection<?> values
                                ? values.stream()
                                        .map(CommandShape::type)
                                        .distinct()
                                        .toList()
                                : all(inner)));
                yield shape;
            }
            case Collection<?> list -> list.stream().map(CommandShape::all).toList();
            case String text when text.startsWith("$") -> text;
            case null, default -> type(value);
        };
    }

    private static String path(String field) {
        return POSITION.matcher(field).replaceAll(".<n>");
    }

    private static boolean isOperators(Document document) {
        return !document.isEmpty() && document.keySet().stream().allMatch(name -> name.startsWith("$"));
    }

    /** The type's name as MongoDB's $type spells it. */
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
