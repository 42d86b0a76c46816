package org.carecontact.policy;

import org.carecontact.testsupport.ProblemRules;

class ProblemsTest implements ProblemRules {}
