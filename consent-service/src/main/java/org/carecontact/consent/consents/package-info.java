/** Offers consents over HTTP, hears and publishes on Kafka, and stores them. */
@NullMarked
package org.carecontact.consent.consents;

import org.jspecify.annotations.NullMarked;
