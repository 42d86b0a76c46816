/** Has request-service compare the contacts of doctors at WeCom with those that were granted. */
@NullMarked
package org.carecontact.sandbox.channels;

import org.jspecify.annotations.NullMarked;
