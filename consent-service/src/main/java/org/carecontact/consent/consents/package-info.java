/** Consents over HTTP, Kafka and in the store. */
@NullMarked
package org.carecontact.consent.consents;

import org.jspecify.annotations.NullMarked;
