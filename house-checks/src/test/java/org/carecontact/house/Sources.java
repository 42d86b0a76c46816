package org.carecontact.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How sources are written; each rule answers with what breaks it. */
final class Sources {

    static final int MOST_LINES = 300;

    private static final Pattern REASON = Pattern.compile("(?m)^// Longer than 300 lines: \\S.*$");
    private static final Pattern LOCAL_VAR = Pattern.compile("(?<![\\w.])var\\s+(?!_\\b)(\\w+)\\s*(=|:|;)(?!:)");
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)'|\"\"\"(?s:.*?)\"\"\""
            + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|//[^\\n]*+|/\\*(?s:.*?)\\*/");

    private Sources() {}

    /** Files of more than {@value #MOST_LINES} lines that say no reason. */
    static List<String> tooLong(List<Path> files) {
        return files.stream()
                .filter(file -> lines(read(file)) > MOST_LINES)
                .filter(file -> !REASON.matcher(read(file)).find())
                .map(file -> file.getFileName() + " has " + lines(read(file)) + " lines")
                .toList();
    }

    /** Local variables without a type: {@code var} is for record patterns and for {@code var _}. */
    static List<String> vars(List<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String code = withoutQuotes(read(file));
            Matcher matcher = LOCAL_VAR.matcher(code);
            while (matcher.find()) {
                found.add(file.getFileName() + ":" + lines(code.substring(0, matcher.start())) + " " + matcher.group());
            }
        }
        return found;
    }

    /** The code with the same lines, without what stands in comments and string literals. */
    private static String withoutQuotes(String source) {
        return QUOTED.matcher(source).replaceAll(quoted -> "\n".repeat(lines(quoted.group()) - 1));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count() + (text.endsWith("\n") ? 0 : 1);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
