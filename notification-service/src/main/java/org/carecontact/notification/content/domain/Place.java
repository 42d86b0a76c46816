package org.carecontact.notification.content.domain;

import java.util.Locale;

/** A value that a text has a place for, with the longest that it gets. */
public enum Place {
    /** The code to sign with. */
    CODE("271828"),
    /** The minutes for which it is good. */
    MINUTES("10"),
    /** The short code to type at the constant address. */
    ENTRY("W7K2QM"),
    /** The last day on which that leads anywhere. */
    UNTIL("12月31日"),
    /** How many notices a digest stands for. */
    COUNT("99");

    private final String longest;

    Place(String longest) {
        this.longest = longest;
    }

    /** Returns an example that is as long as any value. */
    public String longest() {
        return longest;
    }

    /** Returns the name in a text: entry. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
