package org.carecontact.kernel.yaml;

import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
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
public final class StrictYaml {

    private static final int DEEPEST = 20;

    private StrictYaml() {}

    /**
     * Reads one document as nodes that know their places.
     *
     * @param file the name that messages give it
     * @param hint what is usually meant where YAML can't be read; empty for none
     * @param refusal makes what is thrown, from a message with the line, and the column where it is known
     */
    public static <X extends RuntimeException> Node compose(
            String file, String text, String hint, Function<String, X> refusal) {
        requirePrintable(file, text, refusal);
        try {
            requireFlat(file, text, refusal);
            Node node = new Yaml(options()).compose(new StringReader(text));
            if (node == null) {
                throw refusal.apply(file + ", line 1: the document is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw refusal.apply(file + ", line " + line(e.getProblemMark()) + ": not YAML: " + e.getProblem()
                    + (hint.isEmpty() ? "" : "; " + hint));
        } catch (YAMLException e) {
            throw refusal.apply(file + ", line 1: not YAML: " + e.getMessage());
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        return options;
    }

    /** The parser's own messages about characters give no line. */
    private static void requirePrintable(
            String file, String text, Function<String, ? extends RuntimeException> refusal) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw refusal.apply(
                        "%s, line %d, column %d: the character U+%04X does not belong into a text; delete it"
                                .formatted(file, line, column, character));
            }
            column = character == '\n' ? 1 : column + 1;
            line = character == '\n' ? line + 1 : line;
            i += Character.charCount(character);
        }
    }

    /** The composer gives no line for an alias, and reads what is nested by recursion. */
    private static void requireFlat(String file, String text, Function<String, ? extends RuntimeException> refusal) {
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
                        throw refused(refusal, file, event, "nested more than " + DEEPEST + " deep");
                    }
                }
                case CollectionEndEvent _ -> depth--;
                case AliasEvent alias
                when collections.contains(alias.getAnchor()) ->
                    throw refused(
                            refusal,
                            file,
                            event,
                            "*" + alias.getAnchor() + " repeats a list or a mapping; write it out where it is meant");
                default -> {}
            }
        }
    }

    private static RuntimeException refused(
            Function<String, ? extends RuntimeException> refusal, String file, Event event, String what) {
        Mark mark = event.getStartMark();
        return refusal.apply(file + ", line " + line(mark) + ", column " + (mark.getColumn() + 1) + ": " + what);
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
