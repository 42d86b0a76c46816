package org.carecontact.oversight;

import org.carecontact.testsupport.ProblemRules;

class ProblemsTest implements ProblemRules {}
