package org.carecontact.testsupport.conformance;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A command with what it meets and what has to come of it.
 *
 * @param command for any collection: its first member is the command's name
 * @param after all documents of the collection afterwards, in any order
 * @param answer members that the answer has to have, among others
 * @param found the documents that a query finds; null for what is no query
 * @param inOrder whether the found ones come in that order
 * @param refused the codes of the statements that failed, by their places
 */
record Example(
        String name,
        Document command,
        List<Document> before,
        List<Document> after,
        Document answer,
        @Nullable List<Document> found,
        boolean inOrder,
        Map<Integer, Integer> refused) {

    static Example of(Document written) {
        Document command = written.get("command", Document.class);
        List<Document> before = written.getList("before", Document.class, List.of());
        return new Example(
                written.getString("when"),
                command,
                before,
                written.getList("after", Document.class, before),
                written.get("answer", new Document()),
                written.getList("found", Document.class),
                command.containsKey("sort"),
                Map.copyOf(codes(written)));
    }

    /** The command for this collection. */
    Document on(String collection) {
        Document copy = new Document(commandName(), collection);
        command.forEach(copy::putIfAbsent);
        return copy;
    }

    String commandName() {
        return command.keySet().iterator().next();
    }

    private static Map<Integer, Integer> codes(Document written) {
        return written.getList("refused", Document.class, List.of()).stream()
                .collect(Collectors.toMap(one -> one.getInteger("index"), one -> one.getInteger("code")));
    }
}
