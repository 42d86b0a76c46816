/** What was settled before a pair's newer request. */
@NullMarked
package org.carecontact.request.history.domain;

import org.jspecify.annotations.NullMarked;
