/** Turns events into bytes and back, with the Avro serializer that the configuration names. */
@NullMarked
package org.carecontact.kernel.codec;

import org.jspecify.annotations.NullMarked;
