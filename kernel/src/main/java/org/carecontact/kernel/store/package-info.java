/** One document per aggregate, with its outbox; one guarded write per step. */
@NullMarked
package org.carecontact.kernel.store;

import org.jspecify.annotations.NullMarked;
