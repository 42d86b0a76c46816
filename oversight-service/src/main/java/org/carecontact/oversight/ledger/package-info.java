/** Keeps all events of the services in chains of blocks, and proves that nothing in them was changed. */
@NullMarked
package org.carecontact.oversight.ledger;

import org.jspecify.annotations.NullMarked;
