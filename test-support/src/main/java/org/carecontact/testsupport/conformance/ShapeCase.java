package org.carecontact.testsupport.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.localparts.mongo.CommandShape;

/**
 * What services ask of MongoDB on one occasion. It has several shapes when the moment decides which one is sent.
 *
 * @param manual the page of MongoDB's manual that says what has to come of it
 * @param sent the collections, as {@code request.pairs}, on which the demo sends one of the shapes at least
 * @param unsent those on which the demo need not send any, with the reason
 */
record ShapeCase(String name, String manual, List<ListedShape> shapes, List<String> sent, Map<String, String> unsent) {

    static ShapeCase of(Document written) {
        Map<String, String> unsent = new TreeMap<>();
        written.get("unsent", new Document())
                .forEach((reason, collections) ->
                        ((List<?>) collections).forEach(one -> unsent.put(String.valueOf(one), reason)));
        return new ShapeCase(
                written.getString("case"),
                written.getString("manual"),
                written.getList("shapes", Document.class).stream()
                        .map(ListedShape::of)
                        .toList(),
                written.getList("sent", String.class, List.of()),
                unsent);
    }

    /** On which collections services send it. */
    TreeSet<String> collections() {
        return Stream.concat(sent.stream(), unsent.keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All its shapes on one collection. */
    List<CommandShape> on(String collection) {
        int dot = collection.indexOf('.');
        return shapes.stream()
                .map(it -> new CommandShape(
                        collection.substring(0, dot), collection.substring(dot + 1), it.command(), it.shape()))
                .toList();
    }
}
