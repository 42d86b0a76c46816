/** Events to bytes and back, by whatever Avro serializer the configuration names. */
@NullMarked
package org.carecontact.kernel.codec;

import org.jspecify.annotations.NullMarked;
