package org.carecontact.vendors;

import java.util.SequencedMap;

/** Sends messages of one WeChat official account; safe for many threads. The outcomes never come as exceptions. */
public interface OfficialAccountClient {

    /**
     * Sends a template message to a follower.
     *
     * @param key our own id; WeChat drops a second message with the same key and open id within ten minutes
     * @param url where a tap leads to; empty for nowhere
     * @param values what is filled in, by the names of the template; a value that is too long is our fault, not cut
     */
    Outcome template(String key, String openId, String template, String url, SequencedMap<String, String> values);

    /**
     * Sends a subscription message, which uses up one subscription of that person. WeChat gives no id: {@link
     * Outcome.Accepted} has an empty one, and the event is matched by open id, template and time.
     *
     * @param page where a tap leads to; empty for nowhere
     */
    Outcome subscription(String key, String openId, String template, String page, SequencedMap<String, String> values);

    /**
     * Returns the address that asks WeChat who the person is; WeChat leads back to {@code redirect} with code and state.
     *
     * @param state 1 to 128 letters, digits, - or _
     * @param withUnionId whether the person is asked for consent (snsapi_userinfo), so that a union id comes along
     */
    String authorizeUrl(String redirect, String state, boolean withUnionId);

    /**
     * Exchanges the code that WeChat led back with (once, five minutes) for who the person is.
     *
     * @throws VendorRefused for good: {@code code-malformed}, {@code snapshot-user} (a preview page, nobody's open id),
     *     40029, 40163; until soon: not reached; our fault; unknown: the code may be used up
     */
    WeChatPerson exchange(String code) throws VendorRefused;
}
