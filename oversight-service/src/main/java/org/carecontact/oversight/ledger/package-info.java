/** The chains of blocks that keep what all services say, and the proof that nothing of it was changed. */
@NullMarked
package org.carecontact.oversight.ledger;

import org.jspecify.annotations.NullMarked;
