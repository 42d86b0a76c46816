package org.carecontact.consent.consents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.kernel.web.Problem;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;

class ConsentProblemsTest {

    private static final Instant AT = Instant.parse("2026-11-23T08:00:00.001Z");
    private static final Consent.Ended REFUSED = new Consent.Refused(
            new Matter(
                    "h",
                    RequestId.of("a".repeat(26) + "-1"),
                    new PatientId("P"),
                    new DoctorId("D"),
                    Signer.PATIENT,
                    List.of(DocumentKind.CONSENT),
                    null,
                    List.of()),
            AT,
            AT);

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(new ConsentRejection.NeverAsked(), "404 not-found | - | -"),
                Arguments.of(new ConsentRejection.AlreadyAsked(), "409 already-asked | - | -"),
                Arguments.of(new ConsentRejection.RequestIsOver(), "409 request-over | - | -"),
                Arguments.of(
                        new ConsentRejection.AlreadySigned(AT),
                        "409 already-signed | It was signed at 2026-11-23T08:00:00.001Z. | -"),
                Arguments.of(new ConsentRejection.NotSigned(), "409 not-signed | - | -"),
                Arguments.of(
                        new ConsentRejection.AlreadyEnded(REFUSED),
                        "409 consent-over | It is REFUSED since 2026-11-23T08:00:00.001Z. | -"),
                Arguments.of(
                        new ConsentRejection.TooLate(AT),
                        "409 signing-too-late | It ended at 2026-11-23T08:00:00.001Z. | -"),
                Arguments.of(
                        new ConsentRejection.TooEarly(AT), "409 too-early | It ends at 2026-11-23T08:00:00.001Z. | -"),
                Arguments.of(new ConsentRejection.ViewingTooOld(), "409 viewing-too-old | - | viewing"),
                Arguments.of(new ConsentRejection.FormsChanged(), "409 forms-changed | - | viewing"),
                Arguments.of(
                        new ConsentRejection.LockedOut(AT),
                        "429 too-many-codes | The next can be sent at 2026-11-23T08:00:00.001Z. | -"),
                Arguments.of(new ConsentRejection.NoCodeIssued(), "409 no-code | - | code"),
                Arguments.of(new ConsentRejection.CodeExpired(), "409 code-expired | - | code"),
                Arguments.of(new ConsentRejection.CodeExhausted(), "409 code-exhausted | - | code"),
                Arguments.of(
                        new ConsentRejection.NotConfirmed(List.of("risks", "boundary")),
                        "422 not-confirmed | Missing: risks, boundary. | confirmations"),
                Arguments.of(new ConsentRejection.AnotherSigner(Signer.PATIENT), "403 not-the-signer | - | -"),
                Arguments.of(
                        new ConsentRejection.NoSeparateConsent(), "422 no-separate-consent | - | separateConsent"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void every_rejection_has_this_problem(ConsentRejection rejection, String problem) {
        assertThat(text(ConsentProblems.of(rejection))).isEqualTo(problem);
    }

    @Test
    void no_rejection_is_left_out_above() {
        assertThat(problems().map(arguments -> arguments.get()[0].getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ConsentRejection.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void a_locked_out_signer_is_told_when_to_come_again() {
        ErrorResponseException raised =
                ConsentProblems.of(new ConsentRejection.LockedOut(AT)).exception();

        assertThat(raised.getHeaders().getFirst("Retry-After")).isEqualTo("Mon, 23 Nov 2026 08:00:01 GMT");
    }

    @Test
    void a_wrong_code_says_how_many_attempts_are_left() {
        assertThat(text(ConsentProblems.wrongCode(1))).isEqualTo("422 wrong-code | Attempts left: 1. | code");
    }

    @Test
    void somebody_else_is_told_who_decides() {
        assertThat(ConsentProblems.notTheSigner(Signer.GUARDIAN).body().getProperties())
                .containsEntry("remedy", "It has to be signed by the GUARDIAN.");
    }

    private static String text(Problem problem) {
        return problem.status() + " " + problem.type() + " | "
                + or(problem.body().getDetail()) + " | " + or(member(problem, "field"));
    }

    private static @Nullable String member(Problem problem, String name) {
        Map<String, Object> members = problem.body().getProperties();
        return members == null || members.get(name) == null ? null : String.valueOf(members.get(name));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
