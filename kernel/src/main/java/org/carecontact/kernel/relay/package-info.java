/** Sends events from the outboxes of documents to Kafka. */
@NullMarked
package org.carecontact.kernel.relay;

import org.jspecify.annotations.NullMarked;
