package org.carecontact.feedcli;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.carecontact.testsupport.HouseRules;

@AnalyzeClasses(packages = "org.carecontact.feedcli")
class HouseRulesTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);
}
