package org.carecontact.oversight.ledger.domain;

/** An entry and the block that holds it. */
public record LedgerEntry(ChainId chain, long block, Entry entry) {}
