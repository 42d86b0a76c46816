package org.carecontact.gateway.adt;

import java.nio.charset.Charset;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A sending hospital and its port.
 *
 * @param sendingFacility its MSH-4; the hospital's id when absent
 * @param zone of times without an offset
 * @param charset of messages without MSH-18
 */
public record Sender(
        String hospital,
        int port,
        @Nullable String sendingFacility,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("UTF-8") Charset charset) {

    String facility() {
        return sendingFacility == null ? hospital : sendingFacility;
    }
}
