package org.carecontact.notification;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.carecontact.testsupport.HouseRules;

@AnalyzeClasses(packages = "org.carecontact.notification", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule domain_is_pure = HouseRules.DOMAIN_IS_PURE;

    @ArchTest
    static final ArchRule names_say_what_things_are = HouseRules.NAMES_SAY_WHAT_THINGS_ARE;
}
