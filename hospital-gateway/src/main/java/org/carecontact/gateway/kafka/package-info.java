/** Takes what a hospital's own producer writes to its topic: Avro, as any Confluent-compatible serializer frames it. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.kafka;
