package org.carecontact.house;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds switches over a sealed type of ours that a new case would not keep from compiling. */
final class Switches {

    private Switches() {}

    /** Each {@code default} in a switch over a sealed type below {@code org.carecontact}. */
    static List<String> defaultsOverSealedTypes(List<Path> sources, List<Path> classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> unread = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(unread, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(javax.tools.StandardLocation.CLASS_PATH, classPath);
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, unread, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            Finder finder = new Finder(Trees.instance(task));
            units.forEach(unit -> finder.scan(unit, null));
            return finder.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Finder extends TreePathScanner<Void, Void> {

        private final Trees trees;
        private final List<String> found = new ArrayList<>();

        Finder(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitSwitch(SwitchTree tree, Void nothing) {
            look(tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, nothing);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
            look(tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, nothing);
        }

        private void look(ExpressionTree selector, List<? extends CaseTree> cases) {
            boolean hasDefault = cases.stream()
                    .flatMap(one -> one.getLabels().stream())
                    .anyMatch(com.sun.source.tree.DefaultCaseLabelTree.class::isInstance);
            TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
            if (hasDefault && type instanceof DeclaredType declared && isSealedAndOurs(declared.asElement())) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long line = unit.getLineMap()
                        .getLineNumber(trees.getSourcePositions().getStartPosition(unit, selector));
                found.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + " over " + type);
            }
        }

        private static boolean isSealedAndOurs(Element type) {
            return type.getModifiers().contains(Modifier.SEALED)
                    && type.toString().startsWith("org.carecontact.");
        }
    }
}
