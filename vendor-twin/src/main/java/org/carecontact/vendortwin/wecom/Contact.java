package org.carecontact.vendortwin.wecom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member and somebody outside who know each other.
 *
 * @param configId the contact way; empty if the member found the person by other means
 * @param confirmed whether the member has accepted
 * @param until when a temporary session ends; null for a lasting contact
 * @param readableFrom before this, details are not found
 * @param blocked whether the person no longer takes what the member writes; nobody is told
 */
public record Contact(
        String corpId,
        String userId,
        String externalUserId,
        String mobile,
        String configId,
        String state,
        String remark,
        boolean confirmed,
        boolean temporary,
        Instant since,
        @Nullable Instant until,
        Instant readableFrom,
        boolean blocked,
        String conclusion) {

    boolean lives(Instant now) {
        return until == null || until.isAfter(now);
    }

    Contact accepted(Instant at, @Nullable Instant end, Instant readable) {
        return new Contact(
                corpId,
                userId,
                externalUserId,
                mobile,
                configId,
                state,
                remark,
                true,
                temporary,
                at,
                end,
                readable,
                blocked,
                conclusion);
    }

    Contact remarked(String text) {
        return new Contact(
                corpId,
                userId,
                externalUserId,
                mobile,
                configId,
                state,
                text,
                confirmed,
                temporary,
                since,
                until,
                readableFrom,
                blocked,
                conclusion);
    }

    Contact block() {
        return new Contact(
                corpId,
                userId,
                externalUserId,
                mobile,
                configId,
                state,
                remark,
                confirmed,
                temporary,
                since,
                until,
                readableFrom,
                true,
                conclusion);
    }
}
