package org.carecontact.oversight.domain;

/**
 * An entry and where it stands in the ledger.
 *
 * @param copies how many records carried this event, itself included
 */
public record Step(ChainId chain, long block, Entry entry, int copies) {}
