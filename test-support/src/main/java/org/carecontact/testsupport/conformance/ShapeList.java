package org.carecontact.testsupport.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.localparts.mongo.CommandShape;

/** All shapes that services may send, and what a record of {@code ./carecontact demo --shapes FILE} has beside them. */
public final class ShapeList {

    /** The resources beside this list. */
    private static final List<String> FILES =
            List.of("indexes", "kernel", "guarded-writes", "services", "refused", "vendors", "notices");

    private final List<ShapeCase> cases;
    private final Document bystander;

    private ShapeList(List<ShapeCase> cases, Document bystander) {
        this.cases = cases;
        this.bystander = bystander;
    }

    /** The list that comes with this module. */
    public static ShapeList ours() {
        List<ShapeCase> cases = new ArrayList<>();
        for (String file : FILES) {
            read(file).getList("cases", Document.class).stream()
                    .map(ShapeCase::of)
                    .forEach(cases::add);
        }
        return new ShapeList(List.copyOf(cases), read("bystander"));
    }

    /** What was recorded and is not listed; a file without shapes is a fault as well. */
    public List<String> unlisted(Path recorded) {
        Set<CommandShape> listed = cases.stream()
                .flatMap(it -> it.collections().stream().flatMap(collection -> it.on(collection).stream()))
                .collect(Collectors.toSet());
        Set<CommandShape> sent = read(recorded);
        return sent.isEmpty()
                ? List.of("nothing was recorded")
                : sent.stream()
                        .filter(shape -> !listed.contains(shape))
                        .map(shape -> "not listed: " + shape.line())
                        .toList();
    }

    /** What was recorded and is not listed, and what the demo should have sent and was not recorded. */
    public List<String> differences(Path recorded) {
        Set<CommandShape> sent = read(recorded);
        List<String> differences = new ArrayList<>(unlisted(recorded));
        for (ShapeCase one : cases) {
            for (String collection : one.sent()) {
                if (one.on(collection).stream().noneMatch(sent::contains)) {
                    differences.add("never sent: " + one.name() + " on " + collection);
                }
            }
        }
        return differences;
    }

    List<ShapeCase> cases() {
        return cases;
    }

    Set<String> collections() {
        return cases.stream().flatMap(it -> it.collections().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A document without an id that no query of the examples looks for. */
    Document bystander() {
        return new Document(bystander);
    }

    private static Set<CommandShape> read(Path recorded) {
        try (Stream<String> lines = Files.lines(recorded)) {
            return lines.map(CommandShape::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document read(String file) {
        String name = "/mongo-conformance/" + file + ".yml";
        try (InputStream in = Objects.requireNonNull(ShapeList.class.getResourceAsStream(name), name)) {
            return YamlDocuments.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
