package org.carecontact.vendors.calls;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a vendor's code fit for logs and metrics. */
public final class Codes {

    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,79}|-?[0-9]{1,6}");

    private Codes() {}

    /** Returns the code, or {@code other} where it does not look like one: it might hold a number or a name. */
    public static String plain(@Nullable String code) {
        return code != null && CODE.matcher(code).matches() ? code : "other";
    }
}
