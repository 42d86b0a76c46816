/** From the outbox of a document to Kafka. */
@NullMarked
package org.carecontact.kernel.relay;

import org.jspecify.annotations.NullMarked;
