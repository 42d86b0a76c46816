package org.carecontact.vendors;

import java.util.Optional;

/**
 * Who logged in by WeChat.
 *
 * @param openId the person's id at this official account
 * @param unionId the person's id over all accounts of one owner; empty without the person's consent
 */
public record WeChatPerson(String openId, Optional<String> unionId) {

    /** Shows none of the ids. */
    @Override
    public String toString() {
        return "WeChatPerson";
    }
}
