package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.FormRejection;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.Signer;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;

class ConsentProblemsTest {

    private static final Instant AT = Instant.parse("2026-11-23T08:00:00.001Z");
    private static final Consent.Ended REFUSED = new Consent.Refused(
            new Matter("h", "p", "p-1", 1, "P", "D", Signer.PATIENT, List.of(DocumentKind.CONSENT)), AT, AT);

    static Stream<Arguments> faces() {
        return Stream.of(
                Arguments.of(
                        new ConsentRejection.NeverAsked(),
                        "404 not-found | There is no such thing here | - | - | Check the id; what is another person's or another hospital's is not shown."),
                Arguments.of(
                        new ConsentRejection.AlreadyAsked(), "409 already-asked | It is asked for already | - | - | -"),
                Arguments.of(
                        new ConsentRejection.RequestIsOver(), "409 request-over | The request is over | - | - | -"),
                Arguments.of(
                        new ConsentRejection.AlreadySigned(AT),
                        "409 already-signed | The consent is signed already | It was signed at 2026-11-23T08:00:00.001Z."
                                + " | - | To take it back, withdraw it."),
                Arguments.of(
                        new ConsentRejection.NotSigned(),
                        "409 not-signed | The consent is not signed | - | - | To say no to it, refuse it."),
                Arguments.of(
                        new ConsentRejection.AlreadyEnded(REFUSED),
                        "409 already-ended | The consent came to an end | It is REFUSED since 2026-11-23T08:00:00.001Z."
                                + " | - | A new request leads to a new consent."),
                Arguments.of(
                        new ConsentRejection.TooLate(AT),
                        "409 too-late | The time to sign is over | It ended at 2026-11-23T08:00:00.001Z."
                                + " | - | Make a new request."),
                Arguments.of(
                        new ConsentRejection.TooEarly(AT),
                        "409 too-early | Its time is not over | It ends at 2026-11-23T08:00:00.001Z. | - | -"),
                Arguments.of(
                        new ConsentRejection.ViewingTooOld(),
                        "409 viewing-too-old | It was shown more than an hour ago | - | viewing"
                                + " | Read the consent again and sign what is shown then."),
                Arguments.of(
                        new ConsentRejection.FormsChanged(),
                        "409 forms-changed | What was shown is not what is to be signed now | - | viewing | Read the"
                                + " consent again and sign what is shown then. A code sent before counts for what was"
                                + " shown before."),
                Arguments.of(
                        new ConsentRejection.LockedOut(AT),
                        "429 too-many-codes | Too many codes were asked for within an hour | The next can be sent at"
                                + " 2026-11-23T08:00:00.001Z. | - | Use the newest code, or wait until then."),
                Arguments.of(
                        new ConsentRejection.NoCodeIssued(),
                        "409 no-code | No code was sent for this consent | - | code | Ask for a new code."),
                Arguments.of(
                        new ConsentRejection.CodeExpired(),
                        "409 code-expired | The code is too old | - | code | Ask for a new code."),
                Arguments.of(
                        new ConsentRejection.CodeExhausted(),
                        "409 code-exhausted | A wrong code was given too often | - | code | Ask for a new code."),
                Arguments.of(
                        new ConsentRejection.NotConfirmed(List.of("risks", "boundary")),
                        "422 not-confirmed | Not every section was confirmed | Missing: risks, boundary. | confirmations"
                                + " | Let the signer confirm each section by itself and send all their ids."),
                Arguments.of(
                        new ConsentRejection.NoSeparateConsent(),
                        "422 no-separate-consent | The use of health data needs a consent of its own | - |"
                                + " separateConsent | Ask for it apart from everything else, not ticked beforehand, and"
                                + " send true."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faces")
    void every_rejection_has_this_face(ConsentRejection rejection, String face) {
        assertThat(text(ConsentProblems.face(rejection))).isEqualTo(face);
    }

    @Test
    void no_rejection_is_left_out_above() {
        assertThat(faces().map(arguments -> arguments.get()[0].getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ConsentRejection.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void a_locked_out_signer_is_told_when_to_come_again() {
        var raised = catchThrowableOfType(
                ErrorResponseException.class, () -> ConsentProblems.raise(new ConsentRejection.LockedOut(AT)));

        assertThat(raised.getHeaders().getFirst("Retry-After")).isEqualTo("Mon, 23 Nov 2026 08:00:01 GMT");
    }

    @Test
    void a_wrong_code_says_how_many_attempts_are_left_and_what_to_do() {
        assertThat(text(ConsentProblems.wrongCode(1)))
                .isEqualTo("422 wrong-code | This is not the newest code | Attempts left: 1. | code | Send the six"
                        + " digits of the newest code.");
        assertThat(text(ConsentProblems.wrongCode(0)))
                .isEqualTo("422 wrong-code | This is not the newest code | Attempts left: 0. | code | Ask for a new"
                        + " code.");
    }

    @Test
    void somebody_else_is_told_who_decides() {
        assertThat(text(ConsentProblems.notTheSigner(Signer.GUARDIAN)))
                .isEqualTo("403 not-the-signer | Somebody else has to decide this | - | - | It is to be signed by:"
                        + " GUARDIAN.");
    }

    @Test
    void every_rejection_of_a_form_has_this_face() {
        assertThat(Stream.of(
                                new FormRejection.SectionsMissing(List.of("risks")),
                                new FormRejection.SectionsAmbiguous(List.of("risks")),
                                new FormRejection.NoSuchVersion(),
                                new FormRejection.VersionRetired(),
                                new FormRejection.TooManyVersions())
                        .map(FormsController::face)
                        .map(ConsentProblemsTest::text))
                .containsExactly(
                        "422 sections-missing | A consent must say more than this | Missing: risks. | sections | Add a"
                                + " section for each of them.",
                        "422 sections-ambiguous | Section ids must tell the sections of all forms apart | These do not:"
                                + " risks. | sections | Use each id once; ids of a service agreement, and only those,"
                                + " begin with service-.",
                        "404 not-found | There is no such thing here | - | - | Check the id; what is another person's or another hospital's is not shown.",
                        "409 version-retired | Another version took its place | - | - | Draft it again as a new"
                                + " version.",
                        "409 too-many-versions | A form has at most 100 versions | - | - | -");
    }

    private static String text(Problem problem) {
        return problem.status() + " " + problem.type() + " | " + problem.body().getTitle() + " | "
                + or(problem.body().getDetail()) + " | " + or(member(problem, "field")) + " | "
                + or(member(problem, "remedy"));
    }

    private static @Nullable String member(Problem problem, String name) {
        Map<String, Object> members = problem.body().getProperties();
        return members == null || members.get(name) == null ? null : String.valueOf(members.get(name));
    }

    private static String or(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "-" : text;
    }
}
