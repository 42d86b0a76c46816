package org.carecontact.policy.documents;

import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/** YAML without aliases of lists and mappings, without deep nesting and without characters that nobody can read. */
final class StrictYaml {

    private static final int DEEPEST = 20;

    private StrictYaml() {}

    /**
     * Reads one document as nodes that know their places.
     *
     * @throws PolicyRefused with the line, and the column where it is known, of the first thing that is wrong
     */
    static Node compose(String file, String text) {
        requirePrintable(file, text);
        try {
            requireFlat(file, text);
            Node node = new Yaml(options()).compose(new StringReader(text));
            if (node == null) {
                throw new PolicyRefused(file + ", line 1: the document is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw new PolicyRefused(file + ", line " + line(e.getProblemMark()) + ": not YAML: " + e.getProblem()
                    + "; a condition that begins with ! or [ stands in quotation marks");
        } catch (YAMLException e) {
            throw new PolicyRefused(file + ", line 1: not YAML: " + e.getMessage());
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        return options;
    }

    /** The parser's own messages about characters give no line. */
    private static void requirePrintable(String file, String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw new PolicyRefused(
                        "%s, line %d, column %d: the character U+%04X does not belong into a text; delete it"
                                .formatted(file, line, column, character));
            }
            column = character == '\n' ? 1 : column + 1;
            line = character == '\n' ? line + 1 : line;
            i += Character.charCount(character);
        }
    }

    /** The composer gives no line for an alias, and reads what is nested by recursion. */
    private static void requireFlat(String file, String text) {
        Set<String> collections = new HashSet<>();
        int depth = 0;
        for (Event event : new Yaml(options()).parse(new StringReader(text))) {
            switch (event) {
                case CollectionStartEvent start -> {
                    depth++;
                    if (start.getAnchor() != null) {
                        collections.add(start.getAnchor());
                    }
                    if (depth > DEEPEST) {
                        throw refused(file, event, "nested more than " + DEEPEST + " deep");
                    }
                }
                case CollectionEndEvent _ -> depth--;
                case AliasEvent alias
                when collections.contains(alias.getAnchor()) ->
                    throw refused(
                            file,
                            event,
                            "*" + alias.getAnchor() + " repeats a list or a mapping; write it out where it is meant");
                default -> {}
            }
        }
    }

    private static PolicyRefused refused(String file, Event event, String what) {
        Mark mark = event.getStartMark();
        return new PolicyRefused(file + ", line " + line(mark) + ", column " + (mark.getColumn() + 1) + ": " + what);
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
