package org.carecontact.notification.providers.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/** How far a fault of our settings reaches. */
public enum Reach {
    /** Key, account, permission: no message can go out. */
    PROVIDER,
    /** Template, text or value: only messages of this kind can't go out. */
    KIND;

    /** Words of the codes that vendors give for templates and their values. */
    private static final Pattern OF_A_TEXT = Pattern.compile(
            "template|content|black_?key|sensitiveword|parameter|param_|prohibiteduseurl|answered-400|answered-413"
                    + "|^4003[67]$|^4700[13]$|^40058$");

    /** Returns how far the fault with the provider's code reaches. */
    public static Reach of(String code) {
        return OF_A_TEXT.matcher(code.toLowerCase(Locale.ROOT)).find() ? KIND : PROVIDER;
    }
}
