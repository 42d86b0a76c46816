package org.carecontact.request.triage;

/** Grades a need; it gives a grade to every text. */
interface Grader {

    Grade grade(String need);
}
