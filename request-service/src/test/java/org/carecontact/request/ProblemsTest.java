package org.carecontact.request;

import org.carecontact.testsupport.ProblemRules;

class ProblemsTest implements ProblemRules {}
