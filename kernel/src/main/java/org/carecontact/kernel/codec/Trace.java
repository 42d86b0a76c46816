package org.carecontact.kernel.codec;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace that this thread works for (W3C Trace Context, level 1). */
public record Trace(String traceId, String spanId) {

    private static final Pattern HEADER = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final String MDC_TRACE = "trace.id";
    private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

    public static Trace current() {
        Trace trace = CURRENT.get();
        return trace != null ? trace : parse(null);
    }

    /** Reads a traceparent header; gives a new trace when it is absent or malformed. */
    static Trace parse(@Nullable String traceparent) {
        if (traceparent != null) {
            Matcher matcher = HEADER.matcher(traceparent);
            if (matcher.matches()) {
                return new Trace(matcher.group(1), matcher.group(2));
            }
        }
        return new Trace(random(16), random(8));
    }

    /** Returns a traceparent for work that this one causes. */
    public String child() {
        return "00-" + traceId + "-" + random(8) + "-01";
    }

    /** Makes this the thread's trace until it is closed. */
    public Scope open() {
        Trace before = CURRENT.get();
        CURRENT.set(this);
        MDC.put(MDC_TRACE, traceId);
        return () -> {
            if (before == null) {
                CURRENT.remove();
                MDC.remove(MDC_TRACE);
            } else {
                CURRENT.set(before);
                MDC.put(MDC_TRACE, before.traceId());
            }
        };
    }

    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
