package org.carecontact.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Rules for every module. In a module's tests: {@code @AnalyzeClasses(packages = "org.carecontact")} on a class with
 * {@code @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);}.
 */
public final class HouseRules {

    private static final String ALL = "org.carecontact..";
    private static final String DOMAINS = "org.carecontact..domain..";
    private static final String[] SERVICES = {
        "org.carecontact.request..",
        "org.carecontact.consent..",
        "org.carecontact.policy..",
        "org.carecontact.notification..",
        "org.carecontact.oversight..",
        "org.carecontact.gateway.."
    };
    private static final String EMPTY_NAME =
            ".*(Manager|Helper|Utils?|Impl|Dto|DTO|Data|Info|Processor|Common|Constants)";

    private static final DescribedPredicate<JavaClass> TESTS = describe("are tests", HouseRules::isTest);
    private static final DescribedPredicate<JavaClass> PRODUCTION = DescribedPredicate.not(TESTS);

    /** A domain can be run and read with nothing but Java. */
    @ArchTest
    public static final ArchRule domains_depend_on_java_and_themselves_only = domainsArePure(PRODUCTION);

    /** Time, ids and chance arrive inside the command. */
    @ArchTest
    public static final ArchRule domains_ask_no_clock_and_throw_no_dice = domainsAskNobody(PRODUCTION);

    /** Services meet on Kafka and HTTP. */
    @ArchTest
    public static final ArchRule services_do_not_depend_on_each_other = servicesAreStrangers(PRODUCTION);

    @ArchTest
    public static final ArchRule nothing_is_injected_into_fields = noFieldInjection(PRODUCTION);

    /** The name says what it is. */
    @ArchTest
    public static final ArchRule no_name_is_empty_of_meaning = noClasses()
            .that()
            .resideInAPackage(ALL)
            .should()
            .haveNameMatching(EMPTY_NAME)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule time_is_java_time = noOldTime(PRODUCTION);

    /** Tests wait for a condition, with a limit. */
    @ArchTest
    public static final ArchRule tests_do_not_sleep = noSleep(TESTS);

    private HouseRules() {}

    static ArchRule domainsArePure(DescribedPredicate<JavaClass> where) {
        return classes()
                .that(where)
                .and()
                .resideInAPackage(DOMAINS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "org.jspecify..",
                                "org.carecontact.kernel.decider..",
                                "org.carecontact.schemas.ids..",
                                "org.HdrHistogram..", // arithmetic, as pure as java.util
                                DOMAINS)
                        .and(DescribedPredicate.not(
                                resideInAnyPackage("java.io..", "java.nio.file..", "java.net.http..", "java.sql.."))))
                .allowEmptyShould(true);
    }

    static ArchRule domainsAskNobody(DescribedPredicate<JavaClass> where) {
        DescribedPredicate<JavaAccess<?>> clocks =
                describe("a clock or dice", (JavaAccess<?> access) -> asksClockOrDice(access.getTarget()));
        return noClasses()
                .that(where)
                .and()
                .resideInAPackage(DOMAINS)
                .should()
                .accessTargetWhere(clocks)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .allowEmptyShould(true);
    }

    private static boolean asksClockOrDice(AccessTarget target) {
        JavaClass owner = target.getOwner();
        return switch (target.getName()) {
            case "now", "systemDefault" -> owner.getPackageName().startsWith("java.time");
            case "randomUUID" -> owner.isEquivalentTo(UUID.class);
            case "currentTimeMillis", "nanoTime" -> owner.isEquivalentTo(System.class);
            case "random" -> owner.isEquivalentTo(Math.class);
            default -> false;
        };
    }

    static ArchRule servicesAreStrangers(DescribedPredicate<JavaClass> where) {
        return slices().matching("org.carecontact.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.not(where.and(resideInAnyPackage(SERVICES))), alwaysTrue())
                .ignoreDependency(alwaysTrue(), DescribedPredicate.not(resideInAnyPackage(SERVICES)))
                .allowEmptyShould(true);
    }

    /** MongoDB's documents know no other time than {@code Date}: it may be made of an instant and become one again. */
    static ArchRule noOldTime(DescribedPredicate<JavaClass> where) {
        return noClasses()
                .that(where)
                .and()
                .resideInAPackage(ALL)
                .should()
                .accessTargetWhere(describe(
                        "time before java.time",
                        access -> access.getTarget()
                                        .getOwner()
                                        .getName()
                                        .matches("java\\.util\\.(Date|Calendar)|java\\.sql\\.(Date|Time|Timestamp)")
                                && !access.getTarget().getName().matches("from|toInstant")))
                .allowEmptyShould(true);
    }

    static ArchRule noFieldInjection(DescribedPredicate<JavaClass> where) {
        DescribedPredicate<HasName> injection =
                nameMatching("(org\\.springframework\\.beans\\.factory\\.annotation\\.(Autowired|Value)"
                        + "|jakarta\\.inject\\.Inject|jakarta\\.annotation\\.Resource)");
        return noFields()
                .that()
                .areDeclaredInClassesThat(where)
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ALL)
                .should()
                .beAnnotatedWith(describe("an injection", annotation -> injection.test(annotation.getRawType())))
                .allowEmptyShould(true);
    }

    static ArchRule noSleep(DescribedPredicate<JavaClass> where) {
        return noClasses()
                .that(where)
                .and()
                .resideInAPackage(ALL)
                .should()
                .accessTargetWhere(describe(
                        "a sleep",
                        access -> access.getTarget().getName().equals("sleep")
                                && (access.getTarget().getOwner().isAssignableTo(Thread.class)
                                        || access.getTarget().getOwner().isEquivalentTo(TimeUnit.class))))
                .allowEmptyShould(true);
    }

    private static boolean isTest(JavaClass it) {
        return it.getSource()
                .map(source -> source.getUri().toString().contains("/test-classes/"))
                .orElse(false);
    }
}
