package org.carecontact.kernel;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of the kernel; carecontact-defaults.yml has their defaults. */
@ConfigurationProperties("carecontact")
record KernelProperties(
        Registry registry,
        Key ids,
        Key sealing,
        @DefaultValue OffsetClock clock,
        @DefaultValue("30s") Duration sweepEvery,
        @DefaultValue("10s") Duration owedTooLong,
        @DefaultValue("1s") Duration clearAfter) {

    /** The schema registry, and the serializer and deserializer by class name and properties. */
    record Registry(String url, String serializer, String deserializer, Map<String, String> properties) {}

    /**
     * A secret of the installation.
     *
     * @param key base64 of 32 bytes
     */
    record Key(String key) {
        byte[] bytes() {
            return java.util.Base64.getDecoder().decode(key);
        }
    }

    /**
     * Moves the clock, for a simulated day only.
     *
     * @param offset added to the system's time
     */
    record OffsetClock(@DefaultValue("PT0S") Duration offset) {}
}
