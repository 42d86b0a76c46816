package org.carecontact.kernel.web;

import org.carecontact.testsupport.ProblemRules;

class ProblemsTest implements ProblemRules {}
