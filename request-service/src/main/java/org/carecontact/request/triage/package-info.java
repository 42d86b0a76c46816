/** Grades a need as emergency, routine question or request, and says nothing else about it. */
@NullMarked
package org.carecontact.request.triage;

import org.jspecify.annotations.NullMarked;
