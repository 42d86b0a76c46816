package org.carecontact.vendortwin;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.carecontact.testsupport.HouseRules;

@AnalyzeClasses(packages = "org.carecontact.vendortwin")
class HouseRulesTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);
}
