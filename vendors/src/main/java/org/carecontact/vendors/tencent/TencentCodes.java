package org.carecontact.vendors.tencent;

import java.time.Duration;
import java.time.Instant;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.calls.Codes;
import org.carecontact.vendors.calls.Windows;

/** What Tencent's codes mean (cloud.tencent.com, SMS error codes, 382/55981, and the SDK's SmsErrorCode). */
final class TencentCodes {

    private TencentCodes() {}

    static Outcome.NotAccepted outcome(String sent, Windows windows) {
        String code = Codes.plain(sent);
        return switch (code) {
            case "other", "ServerSideError" -> new Outcome.Unknown(code);
            case "FailedOperation.PhoneNumberInBlacklist",
                    "FailedOperation.PhoneNumberOnBlacklist",
                    "InvalidParameterValue.IncorrectPhoneNumber" -> new Outcome.RefusedForGood(code);
            case "FailedOperation.MarketingSendTimeConstraint" -> new Outcome.RefusedUntil(windows.nextMorning(), code);
            default -> {
                if (code.startsWith("LimitExceeded") || code.startsWith("RequestLimitExceeded")) {
                    yield new Outcome.RefusedUntil(until(code, windows), code);
                }
                yield code.startsWith("InternalError") ? new Outcome.Unknown(code) : new Outcome.RefusedOurFault(code);
            }
        };
    }

    private static Instant until(String code, Windows windows) {
        return switch (code.substring(code.indexOf('.') + 1)) {
            case "PhoneNumberThirtySecondLimit" -> windows.in(Duration.ofSeconds(30));
            case "PhoneNumberOneHourLimit" -> windows.in(Duration.ofHours(1));
            case "PhoneNumberDailyLimit", "PhoneNumberSameContentDailyLimit", "AppDailyLimit" -> windows.nextDay();
            case "DeliveryFrequencyLimit" -> windows.in(Duration.ofMinutes(10));
            default -> windows.in(Duration.ofMinutes(1));
        };
    }
}
