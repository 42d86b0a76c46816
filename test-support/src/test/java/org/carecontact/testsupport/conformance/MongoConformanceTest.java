package org.carecontact.testsupport.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.carecontact.testsupport.MongoServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** Every shape on every collection that it is sent to, on every server that there is. */
class MongoConformanceTest {

    private static final ShapeList LIST = ShapeList.ours();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable open : OPEN.reversed()) {
            open.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> servers() {
        return MongoServers.all().map(MongoConformanceTest::server);
    }

    private static DynamicNode server(Named<Supplier<String>> server) {
        try {
            List<DynamicContainer> collections = new ArrayList<>();
            MongoClient client = MongoClients.create(server.getPayload().get());
            OPEN.add(client);
            for (String name : LIST.collections()) {
                ConnectionString fresh =
                        new ConnectionString(server.getPayload().get());
                TriedCollection tried = new TriedCollection(
                        LIST, name, client.getDatabase(Objects.requireNonNull(fresh.getDatabase())));
                OPEN.add(tried);
                collections.add(dynamicContainer(name, cases(name, tried)));
            }
            return dynamicContainer(server.getName(), collections);
        } catch (TestAbortedException skipped) {
            return dynamicTest(server.getName(), () -> {
                throw skipped;
            });
        }
    }

    private static Stream<DynamicContainer> cases(String collection, TriedCollection tried) {
        return LIST.cases().stream()
                .filter(it -> it.collections().contains(collection))
                .map(it -> dynamicContainer(
                        it.name(),
                        it.shapes().stream()
                                .flatMap(shape ->
                                        shape.examples().stream().flatMap(example -> tests(shape, example, tried)))));
    }

    private static Stream<DynamicTest> tests(ListedShape shape, Example example, TriedCollection tried) {
        DynamicTest answers = dynamicTest(example.name(), () -> tried.answers(example));
        return shape.isExplained()
                ? Stream.of(
                        answers,
                        dynamicTest(
                                example.name() + ": no scan",
                                () -> tried.usesAnIndex(example, shape.readsAll() != null)))
                : Stream.of(answers);
    }
}
