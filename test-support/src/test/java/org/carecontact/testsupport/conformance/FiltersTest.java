package org.carecontact.testsupport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every listed filter on random documents, beside a plain evaluation. */
class FiltersTest {

    private static final int DOCUMENTS = 60;

    private final Random random = new Random(2026);

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void random_documents_are_found_as_the_manual_says(Supplier<String> server) {
        String uri = server.get();
        int found = 0;
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database =
                    client.getDatabase(Objects.requireNonNull(new ConnectionString(uri).getDatabase()));
            ShapeList list = ShapeList.ours();
            for (String name : list.collections()) {
                try (TriedCollection tried = new TriedCollection(list, name, database)) {
                    for (Document filter : filters(list, name)) {
                        List<Document> documents = new ArrayList<>();
                        for (int i = 0; i < DOCUMENTS; i++) {
                            documents.add(anyDocument(filter, i));
                        }
                        List<Document> expected = documents.stream()
                                .filter(it -> Matching.matches(it, filter))
                                .toList();
                        assertThat(tried.found(documents, filter))
                                .as("%s %s", name, filter.toJson())
                                .containsExactlyInAnyOrderElementsOf(expected);
                        found += expected.size();
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private static Set<Document> filters(ShapeList list, String collection) {
        Set<Document> filters = new HashSet<>();
        list.cases().stream()
                .filter(it -> it.collections().contains(collection))
                .flatMap(it -> it.shapes().stream())
                .forEach(shape -> filters(shape.examples().getFirst().command()).forEach(filters::add));
        return filters;
    }

    private static Stream<Document> filters(Document command) {
        Stream<Document> statements = Stream.of("updates", "deletes", "pipeline")
                .flatMap(member -> command.getList(member, Document.class, List.of()).stream());
        return Stream.concat(Stream.of(command), statements)
                .flatMap(it -> Stream.of("filter", "q", "query", "$match").map(it::get))
                .filter(Document.class::isInstance)
                .map(Document.class::cast);
    }

    private Document anyDocument(Document filter, int number) {
        Document document = new Document();
        // Two lists in one index are refused.
        int withLists = random.nextInt(Math.max(1, filter.size()));
        int at = 0;
        for (Map.Entry<String, Object> condition : filter.entrySet()) {
            List<String> path = List.of(condition.getKey().split("\\."));
            put(document, path, near(condition.getValue()), at++ == withLists);
        }
        @Nullable Object unique = document.remove("same");
        if (unique != null) {
            document.append("same", number == 0 ? unique : unique.toString() + number);
        }
        String text = document.get("_id") instanceof String some ? some : "n";
        return document.append("_id", number == 0 ? text : text + number);
    }

    /** Leaves the path out now and then, or has a list on its way or at its end. */
    private void put(Document document, List<String> path, List<Object> near, boolean lists) {
        String name = path.getFirst();
        boolean list = lists && random.nextInt(4) == 0;
        if (random.nextInt(8) == 0) {
            return;
        }
        if (path.size() == 1) {
            document.append(name, list ? Arrays.asList(any(near), any(near)) : any(near));
            return;
        }
        List<String> rest = path.subList(1, path.size());
        Object before = document.get(name);
        if (before instanceof Document inner) {
            put(inner, rest, near, false);
        } else if (before == null) {
            Document inner = new Document();
            put(inner, rest, near, lists && !list);
            document.append(name, inner);
            if (list) {
                Document other = new Document();
                put(other, rest, near, false);
                document.append(name, List.of(inner, other));
            }
        }
    }

    private @Nullable Object any(List<Object> near) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> 7;
            case 2 -> "other";
            default -> near.get(random.nextInt(near.size()));
        };
    }

    /** The values that a condition names, and those just beside them. */
    private static List<Object> near(Object condition) {
        List<Object> near = new ArrayList<>();
        switch (condition) {
            case Document operators -> operators.values().forEach(value -> near.addAll(near(value)));
            case List<?> all -> all.forEach(value -> near.addAll(near(value)));
            case Date date -> near.addAll(List.of(date, after(date, -1), after(date, 1)));
            case Long number -> near.addAll(List.of(number, number - 1, number + 1, number.intValue(), number + 0.5));
            case Boolean yes -> near.addAll(List.of(yes, !yes));
            default -> near.addAll(List.of(condition, condition + "a"));
        }
        return near;
    }

    private static Date after(Date date, long millis) {
        return Date.from(date.toInstant().plusMillis(millis));
    }
}
