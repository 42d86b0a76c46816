package org.carecontact.vendortwin.aliyun;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.AliyunAccount;
import org.carecontact.vendortwin.sms.Digests;

/** Lets in what is signed by an account, in time, and for the first time. */
final class Gateway {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED = 100_000;
    private static final Pattern AUTHORIZATION = Pattern.compile(
            Acs3.ALGORITHM + " Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

    private final Map<String, AliyunAccount> accounts;
    private final Map<String, Instant> nonces = new LinkedHashMap<>();

    Gateway(Map<String, AliyunAccount> accounts) {
        this.accounts = accounts;
    }

    /** Who calls, or why not. */
    sealed interface Entry {

        record Let(AliyunAccount in) implements Entry {}

        record Refused(String code) implements Entry {}
    }

    /** The access key that the request names, empty for none. */
    static String accessKeyId(Request request) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
        return matcher.matches() ? matcher.group(1) : "";
    }

    Entry enter(Request request, Instant machineTime) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
        if (!matcher.matches()) {
            return new Entry.Refused("IncompleteSignature");
        }
        AliyunAccount account = accounts.get(matcher.group(1));
        if (account == null) {
            return new Entry.Refused("InvalidAccessKeyId.NotFound");
        }
        Instant date;
        try {
            date = Instant.parse(request.header("x-acs-date"));
        } catch (DateTimeParseException _) {
            return new Entry.Refused("InvalidTimeStamp.Format");
        }
        if (Duration.between(date, machineTime).abs().compareTo(WINDOW) > 0) {
            return new Entry.Refused("InvalidTimeStamp.Expired");
        }
        String nonce = request.header("x-acs-signature-nonce");
        boolean whole = isSigned(
                        matcher.group(2),
                        "host",
                        "x-acs-action",
                        "x-acs-content-sha256",
                        "x-acs-date",
                        "x-acs-signature-nonce",
                        "x-acs-version")
                && !nonce.isEmpty()
                && request.header("x-acs-content-sha256")
                        .equals(Digests.sha256(request.body().bytes()));
        String expected = Acs3.signature(
                account.accessKeySecret().value(),
                request.method(),
                request.rawQuery(),
                request.headers(),
                matcher.group(2),
                request.body().bytes());
        if (!whole || !Digests.same(expected, matcher.group(3))) {
            return new Entry.Refused("SignatureDoesNotMatch");
        }
        return isNew(account.accessKeyId() + "/" + nonce, machineTime)
                ? new Entry.Let(account)
                : new Entry.Refused("SignatureNonceUsed");
    }

    private static boolean isSigned(String names, String... needed) {
        return java.util.List.of(names.split(";")).containsAll(java.util.List.of(needed));
    }

    private synchronized boolean isNew(String nonce, Instant now) {
        nonces.values().removeIf(used -> used.isBefore(now.minus(WINDOW.multipliedBy(2))));
        if (nonces.size() >= REMEMBERED) {
            nonces.remove(nonces.keySet().iterator().next());
        }
        return nonces.putIfAbsent(nonce, now) == null;
    }
}
