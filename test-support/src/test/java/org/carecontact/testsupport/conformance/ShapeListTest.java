package org.carecontact.testsupport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carecontact.localparts.mongo.CommandShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The list holds together; with {@value #RECORDED} it is what a demo sent. */
class ShapeListTest {

    /** The system property that names what {@code ./carecontact demo --shapes FILE} wrote. */
    static final String RECORDED = "carecontact.shapes";

    private static final ShapeList LIST = ShapeList.ours();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = RECORDED, matches = ".+")
    void what_a_demo_sent_is_the_list() {
        assertThat(LIST.differences(Path.of(System.getProperty(RECORDED)))).isEmpty();
    }

    @Test
    void every_example_has_the_shape_that_it_stands_under() {
        for (ShapeCase one : LIST.cases()) {
            for (ListedShape shape : one.shapes()) {
                assertThat(shape.examples())
                        .as(one.name())
                        .isNotEmpty()
                        .allSatisfy(example -> assertThat(CommandShape.of("any", example.command()))
                                .as(example.name())
                                .containsExactly(new CommandShape("any", "any", shape.command(), shape.shape())));
            }
        }
    }

    @Test
    void no_shape_of_a_collection_is_listed_twice() {
        Set<CommandShape> seen = new HashSet<>();
        for (ShapeCase one : LIST.cases()) {
            assertThat(one.collections())
                    .hasSize(one.sent().size() + one.unsent().size());
            for (String collection : one.collections()) {
                assertThat(one.on(collection)).as(one.name()).isNotEmpty().allMatch(seen::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(300);
    }

    @Test
    void a_record_of_all_that_must_be_sent_has_no_difference() throws IOException {
        assertThat(LIST.differences(record(required()))).isEmpty();
    }

    @Test
    void a_query_that_is_not_listed_is_found() throws IOException {
        List<String> lines = required();
        lines.add(
                "{'database': 'request', 'collection': 'pairs', 'command': 'find', 'shape': {'filter': {'new': 'string'}}}"
                        .replace('\'', '"'));
        Path record = record(lines);
        assertThat(LIST.unlisted(record)).singleElement().asString().contains("not listed", "{\"new\": \"string\"}");
        assertThat(LIST.differences(record)).hasSize(1);
    }

    @Test
    void a_shape_that_was_not_sent_is_found() throws IOException {
        List<String> lines = required();
        String last = lines.removeLast();
        assertThat(LIST.differences(record(lines)))
                .singleElement()
                .asString()
                .contains("never sent", CommandShape.parse(last).collection());
    }

    @Test
    void an_empty_record_does_not_pass() throws IOException {
        assertThat(LIST.unlisted(record(List.of()))).containsExactly("nothing was recorded");
    }

    private static List<String> required() {
        List<String> lines = new ArrayList<>();
        for (ShapeCase one : LIST.cases()) {
            one.sent()
                    .forEach(collection ->
                            lines.add(one.on(collection).getFirst().line()));
        }
        return lines;
    }

    private Path record(List<String> lines) throws IOException {
        return Files.write(folder.resolve("shapes"), lines);
    }
}
