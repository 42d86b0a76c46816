package org.carecontact.oversight.timeline.domain;

import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;

/**
 * An entry and its place in the ledger.
 *
 * @param copies how many records carried this event, itself included
 */
public record Step(ChainId chain, long block, Entry entry, int copies) {}
