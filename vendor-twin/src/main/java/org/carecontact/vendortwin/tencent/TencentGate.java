package org.carecontact.vendortwin.tencent;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.TencentAccount;
import org.carecontact.vendortwin.sms.Digests;

/** Lets in what is signed by an account and in time. There is no nonce: the same bytes may come twice. */
final class TencentGate {

    /** What production signs, when only the connection is led elsewhere. */
    private static final String PRODUCTION_HOST = "sms.tencentcloudapi.com";

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern AUTHORIZATION = Pattern.compile(
            Tc3.ALGORITHM
                    + " Credential=([^/]+)/(([0-9-]{10})/([^/]+)/tc3_request), SignedHeaders=content-type;host, Signature=([0-9a-f]{64})");

    private final Map<String, TencentAccount> accounts;

    TencentGate(Map<String, TencentAccount> accounts) {
        this.accounts = accounts;
    }

    /** Who calls, or why not. */
    sealed interface Entry {

        record Let(TencentAccount in) implements Entry {}

        record Refused(String code) implements Entry {}
    }

    /** The key that the request names, empty for none. */
    static String secretId(Request request) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
        return matcher.matches() ? matcher.group(1) : "";
    }

    Entry enter(Request request, Instant machineTime) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
        String timestamp = request.header("x-tc-timestamp");
        if (!matcher.matches() || !timestamp.matches("[0-9]{1,12}")) {
            return new Entry.Refused("AuthFailure.InvalidAuthorization");
        }
        TencentAccount account = accounts.get(matcher.group(1));
        if (account == null) {
            return new Entry.Refused("AuthFailure.SecretIdNotFound");
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signedAt, machineTime).abs().compareTo(WINDOW) > 0) {
            return new Entry.Refused("AuthFailure.SignatureExpire");
        }
        boolean dated = signedAt.atZone(ZoneOffset.UTC).toLocalDate().toString().equals(matcher.group(3));
        // The connection may go to a gateway whose name was not signed.
        boolean right = List.of(request.header("host"), PRODUCTION_HOST).stream()
                .filter(host -> host.split("\\.")[0].equals(matcher.group(4)))
                .map(host -> Tc3.signature(
                        account.secretKey().value(),
                        matcher.group(2),
                        timestamp,
                        request.header("content-type"),
                        host,
                        request.body().bytes()))
                .anyMatch(expected -> Digests.same(expected, matcher.group(5)));
        return dated && right ? new Entry.Let(account) : new Entry.Refused("AuthFailure.SignatureFailure");
    }
}
