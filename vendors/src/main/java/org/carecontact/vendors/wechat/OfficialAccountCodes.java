package org.carecontact.vendors.wechat;

import java.time.Duration;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.calls.Windows;

/** What the codes of an official account mean (developers.weixin.qq.com, global return codes). */
final class OfficialAccountCodes {

    private OfficialAccountCodes() {}

    static Outcome.NotAccepted outcome(int code, Windows windows) {
        String text = Integer.toString(code);
        return switch (code) {
            // open id, code of a login used or wrong, no follower, on the blacklist, refused or used up, frozen
            case 40003, 40029, 40163, 43004, 43019, 43101, 48002, 50002 -> new Outcome.RefusedForGood(text);
            case 45009 -> new Outcome.RefusedUntil(windows.nextDay(), text);
            case 45011 -> new Outcome.RefusedUntil(windows.nextMinute(), text);
            case 45033 -> new Outcome.RefusedUntil(windows.in(Duration.ofSeconds(10)), text);
            default -> code <= 0 ? new Outcome.Unknown(text) : new Outcome.RefusedOurFault(text);
        };
    }
}
