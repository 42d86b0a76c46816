package org.carecontact.vendors.aliyun;

import com.aliyun.tea.TeaException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.calls.Codes;
import org.carecontact.vendors.calls.Windows;
import org.jspecify.annotations.Nullable;

/** What Aliyun's codes mean (help.aliyun.com, API error codes of SMS, 101346 and 2881383). */
final class AliyunCodes {

    private static final int SERVER_ERROR = 500;

    private AliyunCodes() {}

    /**
     * Returns what an answer of the SMS service came to, which has HTTP status 200.
     *
     * @param text the message, which names the window of a limit
     */
    static Outcome.NotAccepted outcome(@Nullable String sent, String text, Windows windows) {
        String code = Codes.plain(sent);
        return switch (code) {
            case "other" -> new Outcome.Unknown("no-code");
            case "isv.MOBILE_NUMBER_ILLEGAL" -> new Outcome.RefusedForGood(code);
            case "isv.BUSINESS_LIMIT_CONTROL" -> limit(code, text, windows);
            case "SignatureNonceUsed", "InternalError", "ServiceUnavailable" -> new Outcome.Unknown(code);
            case "isp.RAM_PERMISSION_DENY" -> new Outcome.RefusedOurFault(code);
            default -> {
                if (code.startsWith("Throttling")) {
                    yield new Outcome.RefusedUntil(windows.in(Duration.ofMinutes(1)), code);
                }
                // isp. is the provider's own fault, everything else that of whoever calls.
                yield code.startsWith("isp.") ? new Outcome.Unknown(code) : new Outcome.RefusedOurFault(code);
            }
        };
    }

    /** Returns what an answer of the gateway came to, which has an HTTP status of failure. */
    static Outcome.NotAccepted gateway(TeaException e, Windows windows) {
        int status = status(e);
        boolean told =
                e.getCode() != null && !e.getCode().isEmpty() && !e.getCode().equals("null");
        if (!told || status >= SERVER_ERROR && !e.getCode().startsWith("Throttling")) {
            return new Outcome.Unknown(told ? Codes.plain(e.getCode()) : "http-" + status);
        }
        return outcome(e.getCode(), "", windows);
    }

    private static int status(TeaException e) {
        Map<String, Object> answer = Objects.requireNonNullElse(e.getData(), Map.of());
        return answer.get("statusCode") instanceof Number status ? status.intValue() : SERVER_ERROR;
    }

    /** The text is as 触发天级流控Permits:10; days roll over 24 hours, hours and minutes are those of the clock. */
    private static Outcome.NotAccepted limit(String code, String text, Windows windows) {
        if (text.contains("分钟级")) {
            return new Outcome.RefusedUntil(windows.nextMinute(), code);
        }
        if (text.contains("天级")) {
            return new Outcome.RefusedUntil(windows.in(Duration.ofDays(1)), code);
        }
        return new Outcome.RefusedUntil(windows.nextHour(), code);
    }
}
