package org.carecontact.testsupport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/** A collection of a service in a fresh database of a server, with all indexes that the service creates. */
final class TriedCollection implements AutoCloseable {

    private static final int BYSTANDERS = 100;

    private final ShapeList list;
    private final String name;
    private final MongoDatabase database;
    private final MongoCollection<Document> collection;

    /**
     * @param name as {@code request.pairs}
     * @param database a fresh one
     */
    TriedCollection(ShapeList list, String name, MongoDatabase database) {
        this.list = list;
        this.name = name;
        this.database = database;
        collection = database.getCollection(name.substring(name.indexOf('.') + 1));
        indexes().forEach(database::runCommand);
    }

    /** Runs the example and looks at all that came of it. */
    void answers(Example example) {
        collection.deleteMany(new Document());
        if (!example.before().isEmpty()) {
            collection.insertMany(example.before());
        }
        Document answer = database.runCommand(command(example));
        example.answer().forEach((member, value) -> assertThat(answer).containsEntry(member, value));
        assertThat(refused(answer)).isEqualTo(example.refused());
        if (example.found() != null) {
            List<Document> found = all(answer);
            if (example.inOrder()) {
                assertThat(found).isEqualTo(example.found());
            } else {
                assertThat(found).containsExactlyInAnyOrderElementsOf(example.found());
            }
        }
        assertThat(collection.find()).containsExactlyInAnyOrderElementsOf(example.after());
        assertThat(createdIndexes()).isEqualTo(listedIndexes());
    }

    /** The server looks at no document but those of the example, although there are a hundred others. */
    void usesAnIndex(Example example, boolean readsAll) {
        collection.deleteMany(new Document());
        collection.insertMany(IntStream.range(0, BYSTANDERS)
                .mapToObj(i -> list.bystander().append("_id", (i % 2 == 0 ? "!" : "~") + i))
                .toList());
        if (!example.before().isEmpty()) {
            collection.insertMany(example.before());
        }
        Document explained = database.runCommand(
                new Document("explain", single(command(example))).append("verbosity", "executionStats"));
        List<Object> plans = new ArrayList<>();
        List<Object> looked = new ArrayList<>();
        collect(explained, "winningPlan", plans);
        collect(explained, "totalDocsExamined", looked);
        assertThat(plans).as(explained.toJson()).isNotEmpty();
        List<Object> stages = new ArrayList<>();
        plans.forEach(plan -> collect(plan, "stage", stages));
        assertThat(stages).as(explained.toJson()).isNotEmpty().doesNotContain("COLLSCAN");
        if (!readsAll) {
            assertThat(looked)
                    .as(explained.toJson())
                    .isNotEmpty()
                    .allSatisfy(number -> assertThat(((Number) number).intValue())
                            .isLessThanOrEqualTo(example.before().size()));
        }
    }

    /** What the filter finds of these documents. */
    List<Document> found(List<Document> documents, Document filter) {
        collection.deleteMany(new Document());
        collection.insertMany(documents);
        return collection.find(filter).into(new ArrayList<>());
    }

    @Override
    public void close() {
        database.drop();
    }

    private Document command(Example example) {
        return example.on(collection.getNamespace().getCollectionName());
    }

    private List<Document> indexes() {
        return list.cases().stream()
                .filter(it -> it.collections().contains(name))
                .flatMap(it -> it.shapes().stream())
                .filter(shape -> shape.command().equals("createIndexes"))
                .map(shape -> command(shape.examples().getFirst()))
                .toList();
    }

    private Map<String, Document> listedIndexes() {
        Map<String, Document> listed = indexes().stream()
                .map(command -> command.getList("indexes", Document.class).getFirst())
                .collect(Collectors.toMap(index -> index.getString("name"), TriedCollection::kind));
        listed.put("_id_", new Document("key", new Document("_id", 1)));
        return listed;
    }

    private Map<String, Document> createdIndexes() {
        return collection.listIndexes().into(new ArrayList<>()).stream()
                .collect(Collectors.toMap(
                        index -> index.getString("name"),
                        index -> index.getString("name").equals("_id_")
                                ? new Document("key", index.get("key"))
                                : kind(index)));
    }

    private static Document kind(Document index) {
        return new Document("key", index.get("key"))
                .append("unique", index.getBoolean("unique", false))
                .append("sparse", index.getBoolean("sparse", false));
    }

    private static Map<Integer, Integer> refused(Document answer) {
        return answer.getList("writeErrors", Document.class, List.of()).stream()
                .collect(Collectors.toMap(error -> error.getInteger("index"), error -> error.getInteger("code")));
    }

    private List<Document> all(Document answer) {
        Document cursor = answer.get("cursor", Document.class);
        List<Document> all = new ArrayList<>(cursor.getList("firstBatch", Document.class));
        long id = cursor.getLong("id");
        while (id != 0) {
            Document next = database.runCommand(new Document("getMore", id)
                            .append("collection", collection.getNamespace().getCollectionName()))
                    .get("cursor", Document.class);
            all.addAll(next.getList("nextBatch", Document.class));
            id = next.getLong("id");
        }
        return all;
    }

    /** MongoDB explains one statement at a time. */
    private static Document single(Document command) {
        Document single = new Document(command);
        single.computeIfPresent("updates", (_, all) -> List.of(((List<?>) all).getFirst()));
        return single;
    }

    private static void collect(Object value, String member, List<Object> found) {
        if (value instanceof Document document) {
            document.forEach((name, inner) -> {
                if (name.equals(member)) {
                    found.add(inner);
                }
                if (!name.equals("rejectedPlans") && !name.equals("allPlansExecution")) {
                    collect(inner, member, found);
                }
            });
        } else if (value instanceof List<?> all) {
            all.forEach(inner -> collect(inner, member, found));
        }
    }
}
