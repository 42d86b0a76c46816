package org.carecontact.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** What holds in every module, as ArchUnit rules for {@code @ArchTest} fields. */
public final class HouseRules {

    /** A domain can be run and read without anything but Java. */
    public static final ArchRule DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage("org.carecontact..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.carecontact.decider..", "org.carecontact..domain..")
            .allowEmptyShould(true);

    public static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = noClasses()
            .that()
            .resideInAPackage("org.carecontact..")
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Dto|Data|Info|Processor|Common|Constants)(\\$.*)?");

    private HouseRules() {}
}
