/** Blocks, chains and their verification: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.ledger.domain;
