/** The three parts of a statement, and the gaps that it can have. */
@NullMarked
package org.carecontact.request.statements.domain;

import org.jspecify.annotations.NullMarked;
