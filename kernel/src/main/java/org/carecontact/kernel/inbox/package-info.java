/** Writes batches of Kafka records into stores; records that cannot be used are parked. */
@NullMarked
package org.carecontact.kernel.inbox;

import org.jspecify.annotations.NullMarked;
