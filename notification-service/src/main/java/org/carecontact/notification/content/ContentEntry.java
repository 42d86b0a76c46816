package org.carecontact.notification.content;

import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.yaml.snakeyaml.nodes.Node;

/** A value in a file of texts. */
final class ContentEntry extends YamlEntry<ContentEntry, ContentRefused> {

    private ContentEntry(String file, Node node) {
        super(file, node);
    }

    static ContentEntry root(String file, String text) {
        return new ContentEntry(file, StrictYaml.compose(file, text, "", ContentRefused::new));
    }

    @Override
    protected ContentEntry entry(Node other) {
        return new ContentEntry(file(), other);
    }

    @Override
    protected ContentRefused refusal(String message) {
        return new ContentRefused(message);
    }
}
