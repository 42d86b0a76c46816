package org.carecontact.sandbox.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration keys that a service knows, read from its sources: application.yml, carecontact-defaults.yml,
 * {@code @ConfigurationProperties} records, {@code @Value}, and what Spring Boot itself declares. Compared as the
 * environment spells them, without dots, dashes, underscores, case and places in lists.
 */
final class DeclaredKeys {

    private static final Pattern PROPERTIES =
            Pattern.compile("@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s*(?:public )?record (\\w+)\\(");
    private static final Pattern RECORD = Pattern.compile("record (\\w+)\\(");
    private static final Pattern VALUE = Pattern.compile("@Value\\(\\s*\"\\$\\{([a-z0-9.-]+)");
    private static final Pattern MAP = Pattern.compile("Map<String,\\s*(\\w+)>\\s+\\w+$");
    private static final Pattern COMPONENT = Pattern.compile("(?s).*?([\\w.<>\\[\\]]+)\\s+(\\w+)$");

    /** Keys under which any name may stand. */
    private static final Set<String> SPRING_MAPS = new TreeSet<>();

    private static final Set<String> SPRING = spring();

    private final Set<String> keys = new TreeSet<>(SPRING);
    private final List<Pattern> named = new ArrayList<>();

    private DeclaredKeys() {}

    static DeclaredKeys of(String service) {
        DeclaredKeys declared = new DeclaredKeys();
        declared.yaml(Project.root().resolve(service + "/src/main/resources/application.yml"));
        declared.yaml(Project.root().resolve("kernel/src/main/resources/carecontact-defaults.yml"));
        declared.sources(Project.root().resolve("kernel-web/src/main/java"));
        declared.sources(Project.root().resolve(service + "/src/main/java"));
        declared.sources(Project.root().resolve("kernel/src/main/java"));
        return declared;
    }

    /** Whether an environment variable of this name sets anything. */
    boolean know(String variable) {
        String key = uniform(variable.replaceAll("_\\d+_", "_"));
        return keys.contains(key)
                || SPRING_MAPS.stream().anyMatch(key::startsWith)
                || named.stream().anyMatch(one -> one.matcher(key).matches());
    }

    private static String uniform(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("\\[\\d+]|[^a-z0-9]", "");
    }

    private void yaml(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            new Yaml().loadAll(in).forEach(document -> flatten("", document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flatten(String prefix, Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((name, inner) -> flatten(prefix + "." + name, inner));
            case List<?> list -> list.forEach(inner -> flatten(prefix, inner));
            case null, default -> keys.add(uniform(prefix));
        }
    }

    private void sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher value = VALUE.matcher(source);
                while (value.find()) {
                    keys.add(uniform(value.group(1)));
                }
                Matcher properties = PROPERTIES.matcher(source);
                if (properties.find()) {
                    components(properties.group(1), components(source, properties.end()), records(source));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void components(String prefix, List<String> components, Map<String, List<String>> records) {
        for (String component : components) {
            Matcher typed = COMPONENT.matcher(component);
            if (typed.matches()) {
                String key = prefix + "." + typed.group(2);
                String type = typed.group(1).replaceAll("^List<(\\w+)>$", "$1");
                keys.add(uniform(key));
                Matcher map = MAP.matcher(component);
                if (map.find() && records.containsKey(map.group(1))) {
                    named(key, records.get(map.group(1)));
                }
                if (records.containsKey(type)) {
                    components(key, records.get(type), records);
                }
            }
        }
    }

    /** What stands under any name, as the account of each hospital. */
    private void named(String key, List<String> components) {
        for (String component : components) {
            Matcher typed = COMPONENT.matcher(component);
            if (typed.matches()) {
                named.add(Pattern.compile(uniform(key) + "[a-z0-9]+" + uniform(typed.group(2))));
            }
        }
    }

    private static Map<String, List<String>> records(String source) {
        Map<String, List<String>> records = new HashMap<>();
        Matcher record = RECORD.matcher(source);
        while (record.find()) {
            records.put(record.group(1), components(source, record.end()));
        }
        return records;
    }

    /** The components of a record whose list begins here. */
    private static List<String> components(String source, int from) {
        List<String> components = new ArrayList<>();
        int depth = 1;
        int start = from;
        for (int i = from; depth > 0; i++) {
            char c = source.charAt(i);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == ',')) {
                components.add(source.substring(start, i).strip());
                start = i + 1;
            }
        }
        return components;
    }

    private static Set<String> spring() {
        Set<String> keys = new TreeSet<>();
        try {
            for (URL file : Collections.list(
                    DeclaredKeys.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = file.openStream()) {
                    JsonMapper.shared().readTree(in).path("properties").forEach(property -> {
                        String key = uniform(property.get("name").asString());
                        keys.add(key);
                        if (property.path("type").asString("").startsWith("java.util.Map<")) {
                            SPRING_MAPS.add(key);
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }
}
