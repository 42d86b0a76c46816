/** Writes what all services say into hash-chained blocks, and proves that nothing was changed. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.ledger;
