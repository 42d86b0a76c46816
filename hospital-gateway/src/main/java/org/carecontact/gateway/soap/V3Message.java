package org.carecontact.gateway.soap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wrapper of an HL7 V3 message: who sends which message to whom.
 *
 * @param root the message itself; null when none could be read
 * @param id its id, as it came
 */
record V3Message(@Nullable Node root, Node.Id id, Node.Id sender, Node.Id receiver, String creationTime) {

    private static final Node.Id NOBODY = new Node.Id("", "", false);

    /** A message of which nothing can be read. */
    static final V3Message UNREADABLE = new V3Message(null, NOBODY, NOBODY, NOBODY, "");

    /** Reads as much as there is. */
    static V3Message of(@Nullable Node root) {
        return root == null
                ? UNREADABLE
                : new V3Message(
                        root,
                        id(root),
                        device("sender", root),
                        device("receiver", root),
                        root.child("creationTime").map(Node::value).orElse(""));
    }

    private static Node.Id id(Node root) {
        Optional<Node> id = root.child("id");
        Optional<Node> item = id.flatMap(it -> it.child("item"));
        return (item.isPresent() ? item : id)
                .map(it -> new Node.Id(it.rawAttribute("root"), it.rawAttribute("extension"), false))
                .orElse(NOBODY);
    }

    private static Node.Id device(String role, Node root) {
        List<Node> devices = root.child(role).map(it -> it.children("device")).orElse(List.of());
        for (Node device : devices) {
            Optional<Node.Id> id = device.ids().stream().findFirst();
            if (id.isPresent()) {
                return id.get();
            }
            Optional<Node> alone =
                    device.child("id").filter(it -> !it.attribute("root").isEmpty());
            if (alone.isPresent()) {
                return new Node.Id(alone.get().attribute("root"), "", false);
            }
        }
        return NOBODY;
    }

    /** What tells it from the sender's other messages; a root alone is an id too. */
    String messageId() {
        String extension = id.extension().strip();
        return extension.isEmpty() && !id.root().strip().equals(Roots.MESSAGE)
                ? id.root().strip()
                : extension;
    }

    /** The sending system. */
    String from() {
        return sender.extension().isEmpty() ? sender.root() : sender.extension();
    }

    Optional<Node> act() {
        return Optional.ofNullable(root).flatMap(it -> it.find("controlActProcess"));
    }
}
