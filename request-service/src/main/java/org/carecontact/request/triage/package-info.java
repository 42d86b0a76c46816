/** Which needs are an emergency, a routine question or a request; a grade and nothing else. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request.triage;
