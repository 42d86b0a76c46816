/** A Kafka broker of one node. */
@NullMarked
package org.carecontact.localparts.broker;

import org.jspecify.annotations.NullMarked;
