package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.rules.domain.When.Answer;
import org.carecontact.policy.rules.domain.When.Match;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A condition means what CEL says, and what is not known stays not known. */
class ExpressionTest {

    @Test
    void facts_are_compared_by_their_kind() {
        assertThat(over(
                        "scene in ['ONLINE', 'OUTPATIENT'] && !optIn",
                        Map.of(Fact.SCENE, "ONLINE", Fact.OPT_IN, false)))
                .isEqualTo(Answer.YES);
        assertThat(over("requestsIn90Days > 3", Map.of(Fact.REQUESTS_IN_90_DAYS, 3L)))
                .isEqualTo(Answer.NO);
        assertThat(over("relation != 'PARENT'", Map.of(Fact.RELATION, "UNCLE"))).isEqualTo(Answer.YES);
    }

    @Test
    void what_is_not_known_is_named_unless_the_rest_decides() {
        assertThat(over("scene == 'ONLINE' && optIn", Map.of(Fact.SCENE, "ONLINE")))
                .isEqualTo(Answer.unknown(List.of(Fact.OPT_IN)));
        assertThat(over("scene == 'ONLINE' && optIn", Map.of(Fact.SCENE, "NONE")))
                .isEqualTo(Answer.NO);
        assertThat(over("scene == 'ONLINE' || optIn", Map.of(Fact.SCENE, "ONLINE")))
                .isEqualTo(Answer.YES);
        assertThat(over("!(relation in ['PARENT'])", Map.of())).isEqualTo(Answer.unknown(List.of(Fact.RELATION)));
        assertThat(over("optIn || surgeryDay", Map.of()).missing()).containsExactly(Fact.OPT_IN, Fact.SURGERY_DAY);
    }

    /** Kleene: an answer that is given without a fact stays the same whatever the fact turns out to be. */
    @Test
    void no_answer_is_given_that_a_missing_fact_could_change() {
        List<Fact> facts = List.of(Fact.OPT_IN, Fact.SURGERY_DAY, Fact.AT_CAPACITY, Fact.DOCTOR_ABSENT);
        int unknown = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Expression expression = compile(random(random, facts, 4));
            Map<Fact, Object> all = new EnumMap<>(Fact.class);
            facts.forEach(fact -> all.put(fact, random.nextBoolean()));
            Map<Fact, Object> some = new EnumMap<>(all);
            some.keySet().removeIf(_ -> random.nextBoolean());
            Match partly = expression.over(Sheet.of(some)).match();
            unknown += partly == Match.UNKNOWN ? 1 : 0;
            if (partly != Match.UNKNOWN) {
                assertThat(expression.over(Sheet.of(all)).match())
                        .as("seed %d: %s", seed, expression.text())
                        .isEqualTo(partly);
            }
        }
        assertThat(unknown).isBetween(200, 1_800);
    }

    /** The conditions are read and typed by CEL, so what they come to is what CEL's own runtime says. */
    @Test
    void an_answer_is_the_one_that_cel_itself_gives() throws Exception {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
        for (Fact fact : Fact.values()) {
            builder.addVar(
                    fact.label(),
                    switch (fact.kind()) {
                        case CHOICE, CODE, TRUST -> SimpleType.STRING;
                        case FLAG -> SimpleType.BOOL;
                        case NUMBER -> SimpleType.INT;
                    });
        }
        CelCompiler compiler = builder.build();
        CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
        Map<Match, Integer> came = new EnumMap<>(Match.class);
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String text = comparisons(random, 4);
            Map<Fact, Object> known = new EnumMap<>(Fact.class);
            known.put(Fact.SCENE, List.of("ONLINE", "OUTPATIENT", "NONE").get(random.nextInt(3)));
            known.put(Fact.RELATION, List.of("PARENT", "Z", "").get(random.nextInt(3)));
            known.put(Fact.REQUESTS_IN_90_DAYS, (long) random.nextInt(5));
            known.put(Fact.OPT_IN, random.nextBoolean());
            known.keySet().removeIf(_ -> random.nextInt(3) == 0);
            Object asCel = runtime.createProgram(compiler.compile(text).getAst())
                    .eval(name -> {
                        Object value = FactNames.fact(name) == null ? null : known.get(FactNames.fact(name));
                        return Optional.of(value == null ? CelUnknownSet.create(CelAttribute.create(name)) : value);
                    });
            Answer answer = compile(text).over(Sheet.of(known));
            came.merge(answer.match(), 1, Integer::sum);
            assertThat(answer)
                    .as("seed %d: %s over %s", seed, text, known)
                    .isEqualTo(
                            switch (asCel) {
                                case Boolean yes -> yes ? Answer.YES : Answer.NO;
                                case CelUnknownSet unknown ->
                                    Answer.unknown(unknown.attributes().stream()
                                            .map(attribute ->
                                                    Objects.requireNonNull(FactNames.fact(attribute.toString())))
                                            .sorted()
                                            .toList());
                                default -> throw new AssertionError(asCel);
                            });
        }
        assertThat(came.values()).hasSize(3).allMatch(times -> times > 300);
    }

    private static String comparisons(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) > 0) {
            String one = comparisons(random, depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> "!(" + one + ")";
                case 1 -> "(" + one + " && " + comparisons(random, depth - 1) + ")";
                default -> "(" + one + " || " + comparisons(random, depth - 1) + ")";
            };
        }
        String operator = List.of("==", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
        return switch (random.nextInt(6)) {
            case 0 -> "scene in ['ONLINE', 'NONE']";
            case 1 -> "relation " + operator + " 'PARENT'";
            case 2 -> "requestsIn90Days " + operator + " 2";
            case 3 -> "requestsIn90Days in [1, 3]";
            case 4 -> "optIn " + operator + " " + random.nextBoolean();
            default -> random.nextInt(5) == 0 ? String.valueOf(random.nextBoolean()) : "optIn";
        };
    }

    private static String random(Random random, List<Fact> facts, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "!(" + random(random, facts, depth - 1) + ")";
            case 2 -> "(" + random(random, facts, depth - 1) + " && " + random(random, facts, depth - 1) + ")";
            case 3 -> "(" + random(random, facts, depth - 1) + " || " + random(random, facts, depth - 1) + ")";
            default -> facts.get(random.nextInt(facts.size())).label();
        };
    }

    private static Answer over(String text, Map<Fact, Object> given) {
        return compile(text).over(Sheet.of(given));
    }

    private static Expression compile(String text) {
        return Expression.compile(new Entry("test", new Yaml().compose(new StringReader("\"" + text + "\""))));
    }
}
