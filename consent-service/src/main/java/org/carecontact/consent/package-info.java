/** Written informed consent: forms, signing, receipts, withdrawal; and their edges to HTTP, Kafka and Mongo. */
@org.jspecify.annotations.NullMarked
package org.carecontact.consent;
