/** Remembers signatures under the terms, and the terms that are in force. */
@NullMarked
package org.carecontact.request.terms.domain;

import org.jspecify.annotations.NullMarked;
