package org.carecontact.consent.consents;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.carecontact.consent.consents.domain.ConsentDecider;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Turns the rejections of a consent into problems. */
final class ConsentProblems {

    static final int WRONG_CODE = 422;

    private ConsentProblems() {}

    static Problem of(ConsentRejection rejection) {
        return switch (rejection) {
            case ConsentRejection.NeverAsked() -> Problem.notFound();
            case ConsentRejection.AlreadyAsked() -> Problem.of("already-asked");
            case ConsentRejection.RequestIsOver() -> Problem.of("request-over");
            case ConsentRejection.AlreadySigned(var at) ->
                Problem.of("already-signed").with("at", at);
            case ConsentRejection.NotSigned() -> Problem.of("not-signed");
            case ConsentRejection.AlreadyEnded(var ended) ->
                Problem.of("consent-over").with("state", ended.name()).with("at", ended.endedAt());
            case ConsentRejection.TooLate(var since) ->
                Problem.of("signing-too-late").with("at", since);
            case ConsentRejection.TooEarly(var until) -> Problem.of("too-early").with("at", until);
            case ConsentRejection.ViewingTooOld() ->
                Problem.of("viewing-too-old").field("viewing");
            case ConsentRejection.FormsChanged() -> Problem.of("forms-changed").field("viewing");
            case ConsentRejection.LockedOut(var until) ->
                Problem.of("too-many-codes")
                        .with("most", ConsentDecider.CODES_AN_HOUR)
                        .with("at", until)
                        .header(HttpHeaders.RETRY_AFTER, httpDate(until));
            case ConsentRejection.NoCodeIssued() -> Problem.of("no-code").field("code");
            case ConsentRejection.CodeExpired() -> Problem.of("code-expired").field("code");
            case ConsentRejection.CodeExhausted() ->
                Problem.of("code-exhausted").field("code");
            case ConsentRejection.NotConfirmed(var missing) ->
                Problem.of("not-confirmed")
                        .with("sections", String.join(", ", missing))
                        .field("confirmations");
            case ConsentRejection.AnotherSigner(var signer) -> notTheSigner(signer);
            case ConsentRejection.NoSeparateConsent() ->
                Problem.of("no-separate-consent").field("separateConsent");
        };
    }

    static Problem wrongCode(int attemptsLeft) {
        return Problem.of("wrong-code").with("attempts", attemptsLeft).field("code");
    }

    /** Returns whether an answer, fresh or repeated, is the problem above. */
    static boolean isWrongCode(@Nullable String body) {
        return body != null && body.contains("/problems/wrong-code\"");
    }

    static Problem notTheSigner(Signer signer) {
        return Problem.of("not-the-signer").with("signer", signer);
    }

    private static String httpDate(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.plusMillis(999).atOffset(ZoneOffset.UTC));
    }
}
