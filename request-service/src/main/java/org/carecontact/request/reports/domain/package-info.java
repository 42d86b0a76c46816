/** The rules of reports of misuse: who reports, who decides, who contests. */
@NullMarked
package org.carecontact.request.reports.domain;

import org.jspecify.annotations.NullMarked;
