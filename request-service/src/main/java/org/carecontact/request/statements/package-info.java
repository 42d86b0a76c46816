/** Says whether a statement is whole, and what is missing in one that is not. */
@NullMarked
package org.carecontact.request.statements;

import org.jspecify.annotations.NullMarked;
