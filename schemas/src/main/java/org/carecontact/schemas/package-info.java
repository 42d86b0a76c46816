/** The words that modules share: event types, topics, purposes of seals, metrics. */
@org.jspecify.annotations.NullMarked
package org.carecontact.schemas;
