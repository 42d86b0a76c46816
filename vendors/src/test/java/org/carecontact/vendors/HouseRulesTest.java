package org.carecontact.vendors;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.carecontact.testsupport.HouseRules;

@AnalyzeClasses(packages = "org.carecontact.vendors")
class HouseRulesTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    /** WxJava's components for HttpClient 5 take any certificate. */
    @ArchTest
    static final ArchRule no_client_that_trusts_everybody = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleNameContaining("HttpComponents")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");
}
