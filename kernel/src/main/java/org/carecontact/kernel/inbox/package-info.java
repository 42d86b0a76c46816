/** Batches of Kafka records into stores; what cannot be used is parked. */
@NullMarked
package org.carecontact.kernel.inbox;

import org.jspecify.annotations.NullMarked;
