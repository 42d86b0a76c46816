package org.carecontact.notification.providers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.carecontact.notification.correspondence.domain.NoticeKind;

/**
 * A message for a provider.
 *
 * @param key the same for every repetition, so that the provider can drop it
 * @param shortKey the same in at most 64 ASCII characters
 * @param system sms, wechat or wecom
 * @param to the contact point, in the clear
 * @param subject by which a provider finds its template: the kind of a notice, or another name of {@code Wordings}
 * @param text neutral, in the person's language
 * @param values for the places of a template, by their names
 * @param link the address to open; empty where the text has none
 */
public record Message(
        String key,
        String shortKey,
        String system,
        String to,
        String subject,
        String text,
        SequencedMap<String, String> values,
        String link) {

    public Message {
        values = new LinkedHashMap<>(values);
    }

    /** A message without values for templates. */
    public static Message plain(String key, String system, String to, NoticeKind kind, String text) {
        return new Message(key, key, system, to, kind.name(), text, new LinkedHashMap<>(Map.of()), "");
    }

    /** Leaves out person and text: this may end up in a log. */
    @Override
    public String toString() {
        return "Message[" + key + ", " + system + "]";
    }
}
