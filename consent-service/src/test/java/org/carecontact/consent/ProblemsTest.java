package org.carecontact.consent;

import org.carecontact.testsupport.ProblemRules;

class ProblemsTest implements ProblemRules {}
