package org.carecontact.request.triage;

/** Grades what somebody wrote as the need; total, and never slower than it promises. */
interface Grader {

    Grade grade(String need);
}
