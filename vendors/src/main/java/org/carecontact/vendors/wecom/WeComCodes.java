package org.carecontact.vendors.wecom;

import java.time.Duration;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.calls.Windows;

/** What WeCom's codes mean (developer.work.weixin.qq.com, global error codes, 90313). */
final class WeComCodes {

    /** Member and customer are not, or no longer, connected. */
    static final int NO_RELATION = 84061;

    private WeComCodes() {}

    static Outcome.NotAccepted outcome(int code, Windows windows) {
        String text = Integer.toString(code);
        return switch (code) {
            // member or customer unknown, outside the application's range, not connected, not allowed to have customers
            case 40003, 40096, 60111, 81013, NO_RELATION, 84074 -> new Outcome.RefusedForGood(text);
            case 45009 -> new Outcome.RefusedUntil(windows.in(Duration.ofMinutes(5)), text);
            case 45011 -> new Outcome.RefusedUntil(windows.nextMinute(), text);
            case 45033 -> new Outcome.RefusedUntil(windows.in(Duration.ofSeconds(10)), text);
            default -> code <= 0 ? new Outcome.Unknown(text) : new Outcome.RefusedOurFault(text);
        };
    }
}
