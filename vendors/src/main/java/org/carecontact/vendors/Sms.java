package org.carecontact.vendors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * One text message, as an approved template and what is filled in.
 *
 * @param key our own id of it, 1 to 64 printable ASCII characters; the vendor keeps it and finds it again
 * @param to a mobile number
 * @param template the vendor's id of the template
 * @param parameters by name, in the order of the template; a vendor that numbers its variables takes the order
 * @param signName the approved signature, without 【】
 */
public record Sms(String key, E164 to, String template, SequencedMap<String, String> parameters, String signName) {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,64}");

    public Sms {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key has 1 to 64 printable ASCII characters");
        }
        if (!to.isMobile()) {
            throw new IllegalArgumentException("no text message reaches a landline");
        }
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /** Leaves out the number and what is filled in. */
    @Override
    public String toString() {
        return "Sms[" + key + "]";
    }
}
