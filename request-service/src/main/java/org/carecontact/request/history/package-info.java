/** Keeps what a pair's newer request replaced, and shows a pair's requests and contacts from the newest to the first. */
@NullMarked
package org.carecontact.request.history;

import org.jspecify.annotations.NullMarked;
