package org.carecontact.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds the deliberately bad classes beside this one, and only those. */
class HouseRulesTest {

    private static final JavaClasses HOUSE = new ClassFileImporter().importPackages("org.carecontact");

    static Stream<Arguments> rules_and_what_they_find() {
        return Stream.of(
                rule("pure", HouseRules.domainsArePure(alwaysTrue()), "Impure.KnowsALibrary", "Impure.ReadsFiles"),
                rule(
                        "clock and dice",
                        HouseRules.domainsAskNobody(alwaysTrue()),
                        "Impure.AsksTheClock",
                        "Impure.AsksTheSystem",
                        "Impure.MakesIds",
                        "Impure.TakesAClock",
                        "Impure.ThrowsDice",
                        "Impure.ThrowsOtherDice"),
                rule("strangers", HouseRules.servicesAreStrangers(alwaysTrue()), "NosyListener"),
                rule("injection", HouseRules.noFieldInjection(alwaysTrue()), "Injected"),
                rule("names", HouseRules.no_name_is_empty_of_meaning, "ConsentManager", "ConsentManager.ConsentDto"),
                rule("time", HouseRules.noOldTime(resideInAPackage("..bad..")), "OldTime"),
                rule("sleep", HouseRules.noSleep(alwaysTrue()), "Sleeper", "Sleeper.Napper"));
    }

    private static Arguments rule(String name, ArchRule rule, String... found) {
        return Arguments.of(Named.of(name, rule), List.of(found));
    }

    @ParameterizedTest
    @MethodSource("rules_and_what_they_find")
    void a_rule_finds_the_bad_and_leaves_the_good_alone(ArchRule rule, List<String> bad) {
        String report = rule.evaluate(HOUSE).getFailureReport().toString();
        for (String name : bad) {
            assertThat(report).contains(name.replace('.', '$'));
        }
        List<String> offenders = HOUSE.stream()
                .filter(it -> !it.isAnonymousClass() && !it.getSimpleName().equals("package-info"))
                .filter(it -> mentions(report, it))
                .map(HouseRulesTest::shortName)
                .toList();
        assertThat(offenders).containsExactlyInAnyOrderElementsOf(bad);
    }

    @Test
    void tests_are_told_from_production_by_where_they_were_compiled() {
        assertThat(HouseRules.tests_do_not_sleep
                        .evaluate(HOUSE)
                        .getFailureReport()
                        .toString())
                .contains("Sleeper");
        assertThat(HouseRules.nothing_is_injected_into_fields.evaluate(HOUSE).hasViolation())
                .isFalse();
    }

    /** Whether the class is the one that a line of the report is about. */
    private static boolean mentions(String report, JavaClass it) {
        return report.lines()
                .anyMatch(line -> line.matches("^\\s*(Class|Method|Field|Constructor|Static Initializer)? ?<\\Q"
                        + it.getName() + "\\E[>.].*"));
    }

    private static String shortName(JavaClass it) {
        return it.getName().substring(it.getPackageName().length() + 1).replace('$', '.');
    }
}
