package org.carecontact.kernel.hospitals;

import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.yaml.snakeyaml.nodes.Node;

/** A value in a file of a hospital's folder. */
final class FolderEntry extends YamlEntry<FolderEntry, FolderRefused> {

    private FolderEntry(String file, Node node) {
        super(file, node);
    }

    static FolderEntry root(String file, String text) {
        return new FolderEntry(file, StrictYaml.compose(file, text, "", FolderRefused::new));
    }

    @Override
    protected FolderEntry entry(Node other) {
        return new FolderEntry(file(), other);
    }

    @Override
    protected FolderRefused refusal(String message) {
        return new FolderRefused(message);
    }
}
