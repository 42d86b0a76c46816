/** The edges of request-service: HTTP, Kafka, store, and the question to consent-service. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request;
