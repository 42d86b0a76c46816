/** The three parts of a statement and what can be missing. */
@NullMarked
package org.carecontact.request.statements.domain;

import org.jspecify.annotations.NullMarked;
