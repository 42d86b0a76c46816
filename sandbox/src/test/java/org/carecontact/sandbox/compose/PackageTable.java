package org.carecontact.sandbox.compose;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules and their packages as a table, each package with the first sentence of its package-info. */
final class PackageTable {

    private static final Pattern DRAWN =
            Pattern.compile("(?<=<!-- packages -->\\n).*?(?=<!-- end of packages -->)", Pattern.DOTALL);
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private PackageTable() {}

    /** Where a document has the table: between two comments. */
    static MatchResult drawnIn(String document) {
        Matcher found = DRAWN.matcher(document);
        if (!found.find()) {
            throw new IllegalStateException("no place for the packages");
        }
        return found.toMatchResult();
    }

    static String drawn() {
        StringBuilder table = new StringBuilder("| module | package | what lives there |\n|---|---|---|\n");
        List<String> files = Project.javaFiles();
        for (String module : MODULE.matcher(Project.read("pom.xml"))
                .results()
                .map(match -> match.group(1))
                .toList()) {
            String sources = module + "/src/main/java/";
            String shown = "`" + module + "`";
            for (String folder : files.stream()
                    .filter(file -> file.startsWith(sources))
                    .map(file -> file.substring(0, file.lastIndexOf('/') + 1))
                    .distinct()
                    .toList()) {
                String name =
                        folder.substring(sources.length(), folder.length() - 1).replace('/', '.');
                String sentence = files.contains(folder + "package-info.java")
                        ? firstSentence(Project.read(folder + "package-info.java"))
                        : "";
                table.append("| %s | `%s` | %s |\n".formatted(shown, name, sentence));
                shown = "";
            }
        }
        return table.toString();
    }

    private static String firstSentence(String source) {
        Matcher javadoc = JAVADOC.matcher(source);
        if (!javadoc.find()) {
            return "";
        }
        String text = javadoc.group(1)
                .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                .replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .strip();
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
