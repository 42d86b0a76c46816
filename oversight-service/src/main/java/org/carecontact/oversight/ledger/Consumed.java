package org.carecontact.oversight.ledger;

import java.util.Map;
import org.carecontact.oversight.ledger.domain.ChainId;

/** Where Kafka says the ledger's consumers are: the next offset of each partition. */
interface Consumed {

    /** Empty when Kafka does not say it now. */
    Map<ChainId, Long> positions();
}
