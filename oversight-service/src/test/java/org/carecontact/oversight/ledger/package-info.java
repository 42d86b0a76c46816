@NullMarked
package org.carecontact.oversight.ledger;

import org.jspecify.annotations.NullMarked;
