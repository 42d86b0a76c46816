package org.carecontact.consent;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.Signer;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** How a rejection looks over HTTP. */
final class ConsentProblems {

    static final int WRONG_CODE = 422;

    private static final String LOOK_AGAIN = "Read the consent again and sign what is shown then.";
    private static final String NEW_CODE = "Ask for a new code.";

    private ConsentProblems() {}

    static Problem face(ConsentRejection rejection) {
        return switch (rejection) {
            case ConsentRejection.NeverAsked() -> Problem.notFound();
            case ConsentRejection.AlreadyAsked() -> Problem.of(409, "already-asked", "It is asked for already");
            case ConsentRejection.RequestIsOver() -> Problem.of(409, "request-over", "The request is over");
            case ConsentRejection.AlreadySigned(var at) ->
                Problem.of(409, "already-signed", "The consent is signed already")
                        .detail("It was signed at " + at + ".")
                        .remedy("To take it back, withdraw it.");
            case ConsentRejection.NotSigned() ->
                Problem.of(409, "not-signed", "The consent is not signed").remedy("To say no to it, refuse it.");
            case ConsentRejection.AlreadyEnded(var ended) ->
                Problem.of(409, "already-ended", "The consent came to an end")
                        .detail("It is " + ConsentStates.name(ended) + " since " + ended.endedAt() + ".")
                        .remedy("A new request leads to a new consent.");
            case ConsentRejection.TooLate(var since) ->
                Problem.of(409, "too-late", "The time to sign is over")
                        .detail("It ended at " + since + ".")
                        .remedy("Make a new request.");
            case ConsentRejection.TooEarly(var until) ->
                Problem.of(409, "too-early", "Its time is not over").detail("It ends at " + until + ".");
            case ConsentRejection.ViewingTooOld() ->
                Problem.of(409, "viewing-too-old", "It was shown more than an hour ago")
                        .field("viewing")
                        .remedy(LOOK_AGAIN);
            case ConsentRejection.FormsChanged() ->
                Problem.of(409, "forms-changed", "What was shown is not what is to be signed now")
                        .field("viewing")
                        .remedy(LOOK_AGAIN + " A code sent before counts for what was shown before.");
            case ConsentRejection.LockedOut(var until) ->
                Problem.of(429, "too-many-codes", "Too many codes were asked for within an hour")
                        .detail("The next can be sent at " + until + ".")
                        .remedy("Use the newest code, or wait until then.");
            case ConsentRejection.NoCodeIssued() ->
                Problem.of(409, "no-code", "No code was sent for this consent")
                        .field("code")
                        .remedy(NEW_CODE);
            case ConsentRejection.CodeExpired() ->
                Problem.of(409, "code-expired", "The code is too old")
                        .field("code")
                        .remedy(NEW_CODE);
            case ConsentRejection.CodeExhausted() ->
                Problem.of(409, "code-exhausted", "A wrong code was given too often")
                        .field("code")
                        .remedy(NEW_CODE);
            case ConsentRejection.NotConfirmed(var missing) ->
                Problem.of(422, "not-confirmed", "Not every section was confirmed")
                        .detail("Missing: " + String.join(", ", missing) + ".")
                        .field("confirmations")
                        .remedy("Let the signer confirm each section by itself and send all their ids.");
            case ConsentRejection.NoSeparateConsent() ->
                Problem.of(422, "no-separate-consent", "The use of health data needs a consent of its own")
                        .field("separateConsent")
                        .remedy("Ask for it apart from everything else, not ticked beforehand, and send true.");
        };
    }

    /** Throws the face, with a time to come again where there is one. */
    static Problem raise(ConsentRejection rejection) {
        ErrorResponseException exception = face(rejection).exception();
        if (rejection instanceof ConsentRejection.LockedOut(var until)) {
            exception.getHeaders().set(HttpHeaders.RETRY_AFTER, httpDate(until));
        }
        throw exception;
    }

    static Problem wrongCode(int attemptsLeft) {
        return Problem.of(WRONG_CODE, "wrong-code", "This is not the newest code")
                .detail("Attempts left: " + attemptsLeft + ".")
                .field("code")
                .remedy(attemptsLeft > 0 ? "Send the six digits of the newest code." : NEW_CODE);
    }

    /** Whether an answer, fresh or repeated, is the one above. */
    static boolean isWrongCode(@Nullable String body) {
        return body != null && body.contains("/problems/wrong-code\"");
    }

    static Problem notTheSigner(Signer signer) {
        return Problem.of(403, "not-the-signer", "Somebody else has to decide this")
                .remedy("It is to be signed by: " + signer + ".");
    }

    private static String httpDate(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.plusMillis(999).atOffset(ZoneOffset.UTC));
    }
}
