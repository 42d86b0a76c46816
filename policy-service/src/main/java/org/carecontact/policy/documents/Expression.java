package org.carecontact.policy.documents;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.rules.domain.When;

/**
 * A rule's condition, written in CEL (cel.dev) and typed against the published facts. Only comparisons of a fact with
 * values, joined by and, or and not, are admitted, so that its cost is bounded by its length.
 */
final class Expression implements When {

    private static final int LONGEST = 1_000;
    private static final int MOST_STEPS = 120;
    static final int DEEPEST = 24;

    private static final CelCompiler COMPILER;

    static {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros()
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(LONGEST)
                        .maxParseRecursionDepth(DEEPEST)
                        .build())
                .setResultType(SimpleType.BOOL);
        for (Fact fact : Fact.values()) {
            builder.addVar(fact.label(), type(fact));
        }
        COMPILER = builder.build();
    }

    private final Entry entry;
    private final String text;
    private final Step step;
    private final Map<Fact, Set<Object>> compared;

    private Expression(Entry entry, String text, Step step, Map<Fact, Set<Object>> compared) {
        this.entry = entry;
        this.text = text;
        this.step = step;
        this.compared = compared;
    }

    /**
     * Compiles it.
     *
     * @throws PolicyRefused with line and column within the document of everything that is wrong with it
     */
    static Expression compile(Entry entry) {
        String text = entry.text();
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw entry.refused("the condition is longer than " + LONGEST + " characters; split the rule");
        }
        try {
            CelAbstractSyntaxTree ast = COMPILER.compile(text).getAst();
            Map<Fact, Set<Object>> compared = new EnumMap<>(Fact.class);
            Step step = new ConditionReading(entry, ast, compared).walk(ast.getExpr());
            if (step.cost() > MOST_STEPS) {
                throw entry.refused("the condition takes " + step.cost() + " steps, at most " + MOST_STEPS
                        + " are allowed; split the rule or compare with 'in'");
            }
            return new Expression(entry, text, step, compared);
        } catch (CelValidationException e) {
            throw PolicyRefused.of(e.getErrors().stream()
                    .limit(1)
                    .map(issue -> entry.at(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn(),
                            ConditionMessages.explain(text, issue)))
                    .toList());
        }
    }

    @Override
    public Answer over(Sheet sheet) {
        return switch (step.over(sheet)) {
            case YES -> Answer.YES;
            case NO -> Answer.NO;
            case UNKNOWN -> {
                EnumSet<Fact> missing = EnumSet.noneOf(Fact.class);
                step.missing(sheet, missing);
                yield Answer.unknown(List.copyOf(missing));
            }
        };
    }

    @Override
    public String text() {
        return text;
    }

    /** Returns where it stands. */
    Entry entry() {
        return entry;
    }

    /** Returns each fact that it names with the values that it compares the fact with. */
    Map<Fact, Set<Object>> compared() {
        return compared;
    }

    private static CelType type(Fact fact) {
        return switch (fact.kind()) {
            case CHOICE, CODE, TRUST -> SimpleType.STRING;
            case FLAG -> SimpleType.BOOL;
            case NUMBER -> SimpleType.INT;
        };
    }
}
