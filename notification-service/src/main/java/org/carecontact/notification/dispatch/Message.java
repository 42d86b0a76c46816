package org.carecontact.notification.dispatch;

/**
 * A message for a provider.
 *
 * @param key the same for every repetition, so that the provider can drop it
 * @param system sms, wechat or wecom
 * @param to the contact point, in the clear
 * @param text neutral, in the person's language
 */
record Message(String key, String system, String to, String text) {

    /** Leaves out person and text: this may end up in a log. */
    @Override
    public String toString() {
        return "Message[" + key + ", " + system + "]";
    }
}
