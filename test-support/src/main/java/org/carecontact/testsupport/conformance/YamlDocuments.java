package org.carecontact.testsupport.conformance;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Documents in YAML; {@code !long 3} and {@code !date 2026-11-30T01:30:00Z} are what YAML has no word for. */
final class YamlDocuments extends SafeConstructor {

    private static final LoaderOptions OPTIONS = new LoaderOptions();

    static {
        OPTIONS.setMaxAliasesForCollections(1_000); // the examples of a shape share a command
    }

    private YamlDocuments() {
        super(OPTIONS);
        yamlConstructors.put(new Tag("!long"), of(Long::valueOf));
        yamlConstructors.put(new Tag("!date"), of(text -> Date.from(Instant.parse(text))));
    }

    static Document read(InputStream yaml) {
        return (Document) Objects.requireNonNull(document(new Yaml(new YamlDocuments()).load(yaml)));
    }

    private interface Reading {
        Object of(String text);
    }

    private static AbstractConstruct of(Reading reading) {
        return new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
                return reading.of(((ScalarNode) node).getValue());
            }
        };
    }

    private static @Nullable Object document(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Document document = new Document();
                map.forEach((name, inner) -> document.append(String.valueOf(name), document(inner)));
                yield document;
            }
            case List<?> list -> {
                List<Object> documents = new ArrayList<>();
                list.forEach(inner -> documents.add(document(inner)));
                yield documents;
            }
            case null -> null;
            default -> value;
        };
    }
}
