package org.carecontact.gateway.adt;

import org.carecontact.gateway.dialects.Dialect;

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
