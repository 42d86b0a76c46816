/** Says whether a statement is complete, and what is missing in one that is not. */
@NullMarked
package org.carecontact.request.statements;

import org.jspecify.annotations.NullMarked;
