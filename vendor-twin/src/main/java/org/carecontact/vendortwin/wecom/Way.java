package org.carecontact.vendortwin.wecom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact way: a QR code that leads to members (page 92228).
 *
 * @param until when the QR code of a temporary session ends; null for a lasting one
 * @param chatFor how long the session lasts from adding
 * @param unionId the only person who may use it; empty for anybody
 * @param conclusion the text that ends a temporary session; empty for none
 * @param used whether somebody was added by a temporary one, which ends its QR code
 */
public record Way(
        String configId,
        String corpId,
        int type,
        int scene,
        String remark,
        boolean skipVerify,
        String state,
        List<String> users,
        boolean temporary,
        Instant madeAt,
        @Nullable Instant until,
        Duration chatFor,
        String unionId,
        String conclusion,
        boolean used) {

    boolean works(Instant now) {
        return !used && (until == null || until.isAfter(now));
    }

    Way usedUp() {
        return new Way(
                configId,
                corpId,
                type,
                scene,
                remark,
                skipVerify,
                state,
                users,
                temporary,
                madeAt,
                until,
                chatFor,
                unionId,
                conclusion,
                true);
    }
}
