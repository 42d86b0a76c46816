/** Reads free text: makes it plain, cuts it into clauses and finds phrases in it. Also holds wordings in two languages. */
@NullMarked
package org.carecontact.request.phrases;

import org.jspecify.annotations.NullMarked;
