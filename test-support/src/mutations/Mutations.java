import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Breaks each service ten times, one small change at a time, and lists the changes that no test of its module notices.
 * {@code ./carecontact test --mutations} builds the modules, writes their class paths, and starts it.
 */
public final class Mutations {

    private static final Map<Stratum, Integer> DRAWN = new LinkedHashMap<>(
            Map.of(Stratum.ROW, 4, Stratum.GUARD, 3, Stratum.EDGE, 3));
    private static final String LOG = "target/mutations.log";
    private static final Duration HANGS_AFTER = Duration.ofMinutes(10);
    private static final Pattern TESTCASE = Pattern.compile("<testcase [^>]*classname=\"([^\"]+)\" time=\"([0-9.]+)\"");
    private static final Map<Tree.Kind, String[]> OPERATORS = Map.of(
            Tree.Kind.EQUAL_TO, new String[] {"==", "!="},
            Tree.Kind.NOT_EQUAL_TO, new String[] {"!=", "=="},
            Tree.Kind.LESS_THAN, new String[] {"<", "<="},
            Tree.Kind.LESS_THAN_EQUAL, new String[] {"<=", "<"},
            Tree.Kind.GREATER_THAN, new String[] {">", ">="},
            Tree.Kind.GREATER_THAN_EQUAL, new String[] {">=", ">"},
            Tree.Kind.CONDITIONAL_AND, new String[] {"&&", "||"},
            Tree.Kind.CONDITIONAL_OR, new String[] {"||", "&&"});

    /** Where a change is: a row of a transition table, a condition of a domain, a condition of an edge. */
    enum Stratum {
        ROW,
        GUARD,
        EDGE
    }

    enum Outcome {
        CAUGHT,
        SURVIVED,
        NOT_COMPILED
    }

    /** One change of one file: the characters from start to end become the replacement. */
    record Mutation(Path file, Stratum stratum, long line, int start, int end, String before, String after) {
        String text(Path root) {
            return root.relativize(file) + ":" + line + "  " + brief(before) + "  ->  " + brief(after);
        }

        private static String brief(String code) {
            String one = code.replaceAll("\\s+", " ");
            return one.length() > 70 ? one.substring(0, 67) + "..." : one;
        }
    }

    private Mutations() {}

    /** Arguments: the checkout, the seed, the modules. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println("usage: Mutations CHECKOUT SEED MODULE...");
            System.exit(2);
        }
        Path root = Path.of(args[0]).toRealPath();
        long seed = Long.parseLong(args[1]);
        List<String> modules = Arrays.asList(args).subList(2, args.length);
        Map<Outcome, Integer> counts = new LinkedHashMap<>();
        List<String> survivors = new ArrayList<>();
        for (String name : modules) {
            Module module = Module.measured(root.resolve(name));
            for (List<Mutation> candidates : drawn(module.root(), seed)) {
                // What does not compile proves nothing: the next one of the same kind takes its place.
                for (Mutation mutation : candidates) {
                    Outcome outcome = module.tried(mutation);
                    counts.merge(outcome, 1, Integer::sum);
                    System.out.println(outcome + "  " + mutation.text(root));
                    if (outcome == Outcome.SURVIVED) {
                        survivors.add(mutation.text(root));
                    }
                    if (outcome != Outcome.NOT_COMPILED) {
                        break;
                    }
                }
            }
        }
        System.out.println();
        System.out.println("seed " + seed + ": " + counts);
        System.out.println(survivors.isEmpty() ? "No change went unnoticed." : "Changes that no test noticed:");
        survivors.forEach(survivor -> System.out.println("  " + survivor));
        System.exit(survivors.isEmpty() ? 0 : 1);
    }

    /** Ten lists: in each the change that is drawn, and a few to take its place. */
    private static List<List<Mutation>> drawn(Path module, long seed) throws IOException {
        Map<Stratum, List<Mutation>> all = new LinkedHashMap<>();
        for (Mutation mutation : candidates(module.resolve("src/main/java"))) {
            all.computeIfAbsent(mutation.stratum(), _ -> new ArrayList<>()).add(mutation);
        }
        Random random = new Random(seed * 31 + module.getFileName().toString().hashCode());
        List<List<Mutation>> drawn = new ArrayList<>();
        for (Stratum stratum : Stratum.values()) {
            List<Mutation> some = all.getOrDefault(stratum, new ArrayList<>());
            Collections.shuffle(some, random);
            int wanted = Math.min(DRAWN.get(stratum), some.size());
            for (int i = 0; i < wanted; i++) {
                List<Mutation> withReserves = new ArrayList<>();
                for (int at = i; at < some.size() && withReserves.size() < 4; at += wanted) {
                    withReserves.add(some.get(at));
                }
                drawn.add(withReserves);
            }
        }
        return drawn;
    }

    private static List<Mutation> candidates(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sources)) {
            files = walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Mutation> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                String text = Files.readString(file);
                new Finder(unit, file, text, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static final class Finder extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Path file;
        private final String text;
        private final SourcePositions positions;
        private final List<Mutation> found;
        private final boolean decider;
        private final Stratum condition;

        Finder(
                CompilationUnitTree unit,
                Path file,
                String text,
                SourcePositions positions,
                List<Mutation> found) {
            this.unit = unit;
            this.file = file;
            this.text = text;
            this.positions = positions;
            this.found = found;
            decider = file.getFileName().toString().endsWith("Decider.java");
            condition = file.toString().contains("/domain/") ? Stratum.GUARD : Stratum.EDGE;
        }

        @Override
        public Void visitIf(IfTree tree, Void nothing) {
            negate(tree.getCondition(), condition);
            return super.visitIf(tree, nothing);
        }

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree tree, Void nothing) {
            negate(tree.getCondition(), condition);
            return super.visitConditionalExpression(tree, nothing);
        }

        @Override
        public Void visitCase(CaseTree tree, Void nothing) {
            if (tree.getGuard() != null) {
                negate(tree.getGuard(), decider ? Stratum.ROW : condition);
            }
            return super.visitCase(tree, nothing);
        }

        @Override
        public Void visitBinary(BinaryTree tree, Void nothing) {
            String[] swap = OPERATORS.get(tree.getKind());
            if (swap != null) {
                int from = end(tree.getLeftOperand());
                int at = text.indexOf(swap[0], from);
                if (at >= from && at < start(tree.getRightOperand())) {
                    add(condition, at, at + swap[0].length(), swap[1], tree);
                }
            }
            return super.visitBinary(tree, nothing);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
            ExpressionTree method = tree.getMethodSelect();
            String name = method instanceof MemberSelectTree select
                    ? select.getIdentifier().toString()
                    : method.toString();
            if (decider && name.equals("accept") && !tree.getArguments().isEmpty()) {
                // The row still accepts, and nothing happens.
                add(
                        Stratum.ROW,
                        start(tree.getArguments().getFirst()),
                        end(tree.getArguments().getLast()),
                        "",
                        tree);
            }
            if (decider && name.equals("reject")) {
                // The row forgets to refuse.
                int at = text.lastIndexOf("reject", start(tree.getArguments().getFirst()));
                add(Stratum.ROW, at, end(tree) - 1, "accept(", tree);
            }
            return super.visitMethodInvocation(tree, nothing);
        }

        private void negate(ExpressionTree tree, Stratum stratum) {
            String code = text.substring(start(tree), end(tree));
            add(stratum, start(tree), end(tree), "(!(" + code + "))", tree);
        }

        private void add(Stratum stratum, int start, int end, String after, Tree tree) {
            if (start >= 0 && end > start) {
                long line = unit.getLineMap().getLineNumber(start(tree));
                found.add(new Mutation(file, stratum, line, start, end, text.substring(start, end), after));
            }
        }

        private int start(Tree tree) {
            return (int) positions.getStartPosition(unit, tree);
        }

        private int end(Tree tree) {
            return (int) positions.getEndPosition(unit, tree);
        }
    }

    /** One service: where it is, what it is tested with, and its test classes, the fastest first. */
    private record Module(Path root, String classPath, List<String> tests) {

        /** Runs the unbroken service's tests once: while they fail, a caught change would prove nothing. */
        static Module measured(Path root) throws IOException, InterruptedException {
            Path reports = root.resolve("target/mutations");
            String classPath = String.join(
                    File.pathSeparator,
                    root.resolve("target/test-classes").toString(),
                    root.resolve("target/classes").toString(),
                    Files.readString(root.resolve("target/test-class-path")).strip());
            Module all = new Module(root, classPath, testClasses(root.resolve("src/test/java")));
            if (all.test("", "--reports-dir", reports.toString()) != Outcome.SURVIVED) {
                System.err.println(root.getFileName() + ": its tests fail without any change, see "
                        + root.resolve(LOG));
                System.exit(4);
            }
            Map<String, Double> seconds = seconds(reports.resolve("TEST-junit-jupiter.xml"));
            List<String> fastestFirst = all.tests().stream()
                    .sorted(Comparator.comparing(name -> seconds.getOrDefault(name, 0.0)))
                    .toList();
            return new Module(root, classPath, fastestFirst);
        }

        private static List<String> testClasses(Path sources) throws IOException {
            try (Stream<Path> walk = Files.walk(sources)) {
                // HouseRulesTest reads the classes where Maven put them, not the changed one.
                return walk.filter(file -> file.toString().endsWith("Test.java"))
                        .filter(file -> !file.endsWith("HouseRulesTest.java"))
                        .map(file -> sources.relativize(file).toString())
                        .map(name -> name.substring(0, name.length() - ".java".length()).replace(File.separator, "."))
                        .sorted()
                        .toList();
            }
        }

        private static Map<String, Double> seconds(Path report) throws IOException {
            Map<String, Double> seconds = new HashMap<>();
            Matcher testcase = TESTCASE.matcher(Files.readString(report));
            while (testcase.find()) {
                seconds.merge(testcase.group(1), Double.valueOf(testcase.group(2)), Double::sum);
            }
            return seconds;
        }

        Outcome tried(Mutation mutation) throws IOException, InterruptedException {
            String original = Files.readString(mutation.file());
            Path changed = root.resolve("target/mutations/changed");
            deleteAll(changed);
            Path source = changed.resolve("src").resolve(mutation.file().getFileName());
            Path classes = changed.resolve("classes");
            Files.createDirectories(source.getParent());
            Files.createDirectories(classes);
            Files.writeString(
                    source,
                    original.substring(0, mutation.start()) + mutation.after() + original.substring(mutation.end()));
            int compiled = ToolProvider.getSystemJavaCompiler()
                    .run(null, OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), "-proc:none",
                            "-parameters", "-g", "-nowarn", "-d", classes.toString(), "-cp", classPath, source.toString());
            return compiled == 0 ? test(classes + File.pathSeparator) : Outcome.NOT_COMPILED;
        }

        /** The tests up to the first that fails, in a JVM of their own. */
        private Outcome test(String before, String... more) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    before + classPath,
                    "org.junit.platform.console.ConsoleLauncher",
                    "execute",
                    "--fail-fast",
                    "--disable-banner",
                    "--details=tree",
                    "--exclude-tag=long"));
            tests.forEach(test -> command.add("--select-class=" + test));
            command.addAll(List.of(more));
            Process run = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve(LOG).toFile())
                    .start();
            if (!run.waitFor(HANGS_AFTER.toSeconds(), TimeUnit.SECONDS)) {
                run.descendants().forEach(ProcessHandle::destroyForcibly);
                run.destroyForcibly().waitFor();
                return Outcome.CAUGHT;
            }
            return run.exitValue() == 0 ? Outcome.SURVIVED : Outcome.CAUGHT;
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
