package org.carecontact.oversight.ledger;

import java.util.Map;
import org.carecontact.oversight.ledger.domain.ChainId;

/** The positions of the ledger's consumers according to Kafka: the next offset of each partition. */
interface Consumed {

    /** Empty when Kafka can't tell now. */
    Map<ChainId, Long> positions();
}
