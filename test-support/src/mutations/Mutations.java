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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Breaks each service ten times, one small change at a time, and lists the changes that no test of its module notices.
 * Started by {@code ./carecontact test --mutations}; works on a copy of the checkout, with Maven.
 */
public final class Mutations {

    private static final Map<Stratum, Integer> DRAWN = new LinkedHashMap<>(
            Map.of(Stratum.ROW, 4, Stratum.GUARD, 3, Stratum.EDGE, 3));
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

    /** Arguments: the copy of the checkout, the seed, the modules. */
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
        for (String module : modules) {
            for (List<Mutation> candidates : drawn(root.resolve(module), seed)) {
                // What does not compile proves nothing: the next one of the same kind takes its place.
                for (Mutation mutation : candidates) {
                    Outcome outcome = tried(root, module, mutation);
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

    private static Outcome tried(Path root, String module, Mutation mutation)
            throws IOException, InterruptedException {
        String original = Files.readString(mutation.file());
        String changed =
                original.substring(0, mutation.start()) + mutation.after() + original.substring(mutation.end());
        Files.writeString(mutation.file(), changed);
        try {
            if (maven(root, "-pl", module, "-am", "-DskipTests", "-Dspotless.check.skip", "test-compile") != 0) {
                return Outcome.NOT_COMPILED;
            }
            int tested = maven(
                    root,
                    "-pl",
                    module,
                    "-am",
                    "-Dspotless.check.skip",
                    "-Dsurefire.skipAfterFailureCount=1",
                    "-Dsurefire.failIfNoSpecifiedTests=false",
                    "-Dtest=org/carecontact/" + packageOf(module) + "/**/*Test,!**/HouseRulesTest",
                    "test");
            return tested == 0 ? Outcome.SURVIVED : Outcome.CAUGHT;
        } finally {
            Files.writeString(mutation.file(), original);
        }
    }

    /** hospital-gateway lives in org.carecontact.gateway, a service in a package of its first word. */
    private static String packageOf(String module) {
        return module.equals("hospital-gateway") ? "gateway" : module.substring(0, module.indexOf('-'));
    }

    private static int maven(Path root, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getenv().getOrDefault("MVN", "mvn"), "-B", "-q", "-ntp", "-o"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("mutation-", ".log");
        try {
            return new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
