package org.carecontact.sandbox.phones;

import java.time.Instant;

/**
 * A message for a number.
 *
 * @param key the sender's own key; the same key again is the same message
 * @param system sms, wechat or wecom
 * @param calls how often it was sent; more than 1 is a duplicate
 */
record Message(String id, String key, String system, String to, String text, Instant at, int calls) {

    Message again() {
        return new Message(id, key, system, to, text, at, calls + 1);
    }
}
