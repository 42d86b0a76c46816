package org.carecontact.gateway.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.carecontact.gateway.values.CitizenNumbers;

/** One element of a document, found by its local name: senders declare namespaces as they like. */
final class Node {

    /**
     * An instance identifier (HL7 V3 II).
     *
     * @param root who gives such ids; empty when it is not said
     * @param extension the id
     * @param withdrawn whether it holds no longer
     */
    record Id(String root, String extension, boolean withdrawn) {}

    private static final String DELETED = "D";

    private final String name;
    private final String namespace;
    private final Map<String, String> attributes;
    private final List<Node> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Node(String name, String namespace, Map<String, String> attributes) {
        this.name = name;
        this.namespace = namespace;
        this.attributes = new TreeMap<>(attributes);
    }

    void add(Node child) {
        children.add(child);
    }

    void add(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    String name() {
        return name;
    }

    /** Empty for none. */
    String namespace() {
        return namespace;
    }

    List<Node> children() {
        return children;
    }

    /** All text directly in it, as it came. */
    String rawText() {
        return text.toString();
    }

    String text() {
        return rawText().strip();
    }

    /** An attribute without the spaces around it; empty when it is missing. */
    String attribute(String key) {
        return attributes.getOrDefault(key, "").strip();
    }

    /** An attribute as it came. */
    String rawAttribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    /** The attribute {@code value}, or the text that some senders write in its place. */
    String value() {
        String value = attribute("value");
        return value.isEmpty() ? text() : value;
    }

    /** Whether it says that what was known holds no longer (HL7 V3 UpdateMode). */
    boolean isWithdrawn() {
        return attribute("updateMode").equals(DELETED);
    }

    List<Node> children(String called) {
        return children.stream().filter(child -> child.name.equals(called)).toList();
    }

    Optional<Node> child(String called) {
        return children.stream().filter(child -> child.name.equals(called)).findFirst();
    }

    /** The first element at the end of a path of children. */
    Optional<Node> at(String... path) {
        Optional<Node> found = Optional.of(this);
        for (String step : path) {
            found = found.flatMap(node -> node.child(step));
        }
        return found;
    }

    /** The first element of this name within, in the order of the document. */
    Optional<Node> find(String called) {
        return all(called).stream().findFirst();
    }

    /** All elements of this name within, in the order of the document. */
    List<Node> all(String called) {
        List<Node> found = new ArrayList<>();
        collect(called, found);
        return found;
    }

    private void collect(String called, List<Node> found) {
        for (Node child : children) {
            if (child.name.equals(called)) {
                found.add(child);
            }
            child.collect(called, found);
        }
    }

    /** Its ids, written as {@code id/item} or {@code id}; those without an extension left out. */
    List<Id> ids() {
        List<Id> ids = new ArrayList<>();
        for (Node id : children("id")) {
            add(id, ids);
            id.children("item").forEach(item -> add(item, ids));
        }
        return ids;
    }

    private static void add(Node id, List<Id> ids) {
        if (!id.attribute("extension").isEmpty()) {
            ids.add(new Id(id.attribute("root"), id.attribute("extension"), id.isWithdrawn()));
        }
    }

    /**
     * The content without namespaces, prefixes, spaces between elements and citizens' numbers: equal for the same message sent
     * again, also by a replay of what was kept without them.
     */
    String content() {
        StringBuilder content = new StringBuilder();
        write(content);
        return content.toString();
    }

    private void write(StringBuilder content) {
        content.append('<').append(name);
        attributes.forEach((key, value) -> {
            String plain = CitizenNumbers.without(value);
            content.append(' ')
                    .append(key)
                    .append('=')
                    .append(plain.length())
                    .append(':')
                    .append(plain);
        });
        String said = CitizenNumbers.without(text());
        content.append('>').append(said.length()).append(':').append(said);
        children.forEach(child -> child.write(content));
        content.append("</>");
    }
}
