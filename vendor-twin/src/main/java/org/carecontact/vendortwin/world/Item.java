package org.carecontact.vendortwin.world;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody received, or that was accepted for them.
 *
 * @param account the sender's account: access key, SDK app, company or official account
 * @param to a number (E.164), or company/user for WeCom
 * @param key the sender's own key; empty if it gave none
 * @param vendorId the vendor's id of it; empty if it has none
 * @param code what the receipt says; empty before
 * @param values what was filled in, and what only this kind has
 */
public record Item(
        String id,
        Vendor vendor,
        String account,
        String to,
        String key,
        String vendorId,
        String template,
        String title,
        String text,
        String url,
        Instant at,
        State state,
        String code,
        @Nullable Instant settledAt,
        Map<String, String> values) {

    /** What became of it. */
    public enum State {
        WAITING,
        DELIVERED,
        FAILED
    }

    /** The same one, settled. */
    public Item settled(State became, String why, Instant when) {
        return new Item(
                id, vendor, account, to, key, vendorId, template, title, text, url, at, became, why, when, values);
    }
}
