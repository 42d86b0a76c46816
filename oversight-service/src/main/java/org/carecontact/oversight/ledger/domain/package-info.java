/** The chain and its verification: pure, so that a copy of the ledger can be checked without the service. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.ledger.domain;
