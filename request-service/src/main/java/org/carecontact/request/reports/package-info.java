/** Reports of misuse by either side of a contact, and what supervisors decide of them. */
@NullMarked
package org.carecontact.request.reports;

import org.jspecify.annotations.NullMarked;
