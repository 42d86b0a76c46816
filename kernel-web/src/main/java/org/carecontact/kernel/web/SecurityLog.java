package org.carecontact.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Logs refusals that concern security, and what was shown that only few may see: event, who, from where and outcome.
 * Persons appear as a keyed hash. The number of refusals a second is limited, so that a flood can't fill a disk.
 */
public final class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger("security");
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_PER_SECOND = 20;
    private static final int SHOWN_OF_HASH = 16;
    private static final int LONGEST_PATH = 200;

    private final KeyedHash hash;
    private final LongSupplier nanos;
    private final Map<String, Integer> suppressed = new HashMap<>();
    private long second = Long.MIN_VALUE;
    private int lines;

    public SecurityLog(byte[] key, LongSupplier nanos) {
        this.hash = new KeyedHash(key);
        this.nanos = nanos;
    }

    /**
     * Logs one refusal.
     *
     * @param event a fixed text, as the type of the problem
     */
    public void refused(String event, int status, HttpServletRequest request) {
        int before = admitted(event);
        if (before < 0) {
            return;
        }
        line(log.atWarn(), event, request)
                .addKeyValue("outcome", status)
                .addKeyValue("suppressed", before)
                .log("refused");
    }

    /**
     * Logs that a person was shown what only few may see. No line of this is left out.
     *
     * @param event a fixed text, as the kind of what was shown
     */
    public void opened(String event, HttpServletRequest request) {
        line(log.atInfo(), event, request).log("opened");
    }

    /** Logs the same, with the request of a patient that it was about. */
    public void opened(String event, RequestId about, HttpServletRequest request) {
        line(log.atInfo(), event, request).addKeyValue("requestId", about).log("opened");
    }

    private LoggingEventBuilder line(LoggingEventBuilder line, String event, HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        String hospital = "";
        String role = "";
        String person = "";
        if (authentication != null && authentication.getPrincipal() instanceof Jwt jwt) {
            hospital = plain(jwt.getClaims().get("hospital"));
            role = plain(jwt.getClaims().get("role"));
            person = hash.hex(hospital, String.valueOf(jwt.getClaims().get("person")))
                    .substring(0, SHOWN_OF_HASH);
        }
        return line.addKeyValue("event", event)
                .addKeyValue("hospital", hospital)
                .addKeyValue("role", role)
                .addKeyValue("person", person)
                .addKeyValue("from", request.getRemoteAddr())
                .addKeyValue("method", plain(request.getMethod()))
                .addKeyValue("path", shape(request.getRequestURI()));
    }

    /** Returns how many lines of this event were left out before this one; negative when this one is left out too. */
    private synchronized int admitted(String event) {
        long now = Math.floorDiv(nanos.getAsLong(), SECOND);
        if (now != second) {
            second = now;
            lines = 0;
        }
        if (lines >= MOST_PER_SECOND) {
            suppressed.merge(event, 1, Integer::sum);
            return -1;
        }
        lines++;
        Integer left = suppressed.remove(event);
        return left == null ? 0 : left;
    }

    /** Removes from a claim or method the characters that could forge a line. */
    private static String plain(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.matches("[A-Za-z0-9-]{1,24}") ? text : "?";
    }

    /** Returns the path's fixed segments; an id may be a person's, so an asterisk stands for it. */
    private static String shape(String path) {
        StringBuilder shape = new StringBuilder();
        for (String segment : path.split("/", 16)) {
            if (!segment.isEmpty()) {
                shape.append('/').append(segment.matches("[a-z-]{1,23}") ? segment : "*");
            }
        }
        return shape.length() > LONGEST_PATH ? shape.substring(0, LONGEST_PATH) : shape.toString();
    }
}
