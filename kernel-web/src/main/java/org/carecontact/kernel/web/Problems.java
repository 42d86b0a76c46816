package org.carecontact.kernel.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** All problems that this process can answer with: the {@code problems.yml} of kernel-web and of the service. */
public final class Problems {

    private static final String RESOURCE = "problems.yml";
    private static final Map<String, Entry> ALL = load(Problems.class.getClassLoader());

    private Problems() {}

    /** Returns every type with its entry, in the order of their names. */
    public static Map<String, Entry> all() {
        return ALL;
    }

    static Entry entry(String type) {
        Entry entry = ALL.get(type);
        if (entry == null) {
            throw new IllegalArgumentException("no problem " + type + " in any " + RESOURCE);
        }
        return entry;
    }

    /**
     * One type of problem.
     *
     * @param status the HTTP status that it is answered with
     * @param detail null when the title says it all
     * @param remedy what would be right; null when nothing can be done
     */
    public record Entry(
            String type,
            int status,
            Text title,
            @Nullable Text detail,
            @Nullable Text remedy) {}

    /** A text in both languages; {@code {name}} stands for a value. */
    public record Text(String en, String zh) {

        private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");

        String en(Map<String, String> values) {
            return fill(en, values);
        }

        String zh(Map<String, String> values) {
            return fill(zh, values);
        }

        private static String fill(String text, Map<String, String> values) {
            return NAME.matcher(text)
                    .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
        }
    }

    private static Map<String, Entry> load(ClassLoader classes) {
        Map<String, Entry> all = new TreeMap<>();
        try {
            for (URL resource : Collections.list(classes.getResources(RESOURCE))) {
                try (InputStream in = resource.openStream()) {
                    Map<String, Map<String, Object>> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
                    read.forEach((type, entry) -> {
                        if (all.put(type, entry(type, entry)) != null) {
                            throw new IllegalStateException("problem " + type + " stands in two files");
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(all);
    }

    private static Entry entry(String type, Map<String, Object> read) {
        Text title = text(read.get("title"));
        if (!(read.get("status") instanceof Integer status) || title == null) {
            throw new IllegalStateException("problem " + type + " needs a status and a title");
        }
        return new Entry(type, status, title, text(read.get("detail")), text(read.get("remedy")));
    }

    private static @Nullable Text text(@Nullable Object read) {
        if (read == null) {
            return null;
        }
        if (read instanceof Map<?, ?> both
                && both.get("en") instanceof String en
                && both.get("zh") instanceof String zh) {
            return new Text(en, zh);
        }
        throw new IllegalStateException("a text of a problem needs en and zh: " + read);
    }
}
