package org.carecontact.consent.consents.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carecontact.consent.consents.domain.ConsentScenario.given;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.domain.ConsentCommand.AskForConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.AskToRenew;
import org.carecontact.consent.consents.domain.ConsentCommand.AskUnderNewForm;
import org.carecontact.consent.consents.domain.ConsentCommand.CloseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.ExpireConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.LapseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteAge;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteServed;
import org.carecontact.consent.consents.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAsked;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAskedAnew;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentBarred;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentClosed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentExpired;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentLapsed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRefused;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSigned;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSuspended;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentWithdrawn;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeIssued;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeMissed;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExhausted;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExpired;
import org.carecontact.consent.consents.domain.ConsentRejection.FormsChanged;
import org.carecontact.consent.consents.domain.ConsentRejection.LockedOut;
import org.carecontact.consent.consents.domain.ConsentRejection.NoSeparateConsent;
import org.carecontact.consent.consents.domain.ConsentRejection.NotConfirmed;
import org.carecontact.consent.consents.domain.ConsentRejection.TooEarly;
import org.carecontact.consent.consents.domain.ConsentRejection.TooLate;
import org.carecontact.consent.consents.domain.ConsentRejection.ViewingTooOld;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsentDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant LAPSES = T0.plus(Duration.ofDays(7));
    private static final Instant VALID_UNTIL = T0.plus(Duration.ofDays(365));
    private static final Matter MATTER = new Matter(
            "tongren",
            RequestId.of("a".repeat(26) + "-1"),
            new PatientId("P1"),
            new DoctorId("D1"),
            Signer.PATIENT,
            List.of(DocumentKind.CONSENT),
            null,
            List.of());
    private static final List<ShownDocument> SHOWN =
            List.of(new ShownDocument(DocumentKind.CONSENT, "consent", 3, "zh", "aa"));
    private static final List<ShownDocument> OTHERS =
            List.of(new ShownDocument(DocumentKind.CONSENT, "consent", 4, "zh", "bb"));
    private static final Viewing VIEWING = new Viewing(SHOWN, T0, true);
    private static final byte[] SEALED = {1};
    private static final List<String> SECTIONS = List.of("risks", "boundary");
    private static final Signature SIGNATURE = new Signature(
            SHOWN,
            T0,
            at(5),
            VALID_UNTIL,
            SECTIONS,
            "P1",
            null,
            null,
            new Receipt("{}", "h..s", "cc", null),
            List.of());

    private static final ConsentEvent ASKED = new ConsentAsked(MATTER, LAPSES, T0);
    private static final ConsentEvent CODE = issued(1, 1);
    private static final ConsentEvent SIGNED = new ConsentSigned(SIGNATURE);

    private static final Duration AHEAD = Duration.ofDays(30);
    private static final Instant ENDS = T0.plus(AHEAD);
    private static final ConsentEvent TO_RENEW =
            new ConsentAskedAnew(AnewReason.RENEWAL, Signer.PATIENT, VALID_UNTIL, at(6));
    private static final ConsentEvent FORM_CHANGED =
            new ConsentAskedAnew(AnewReason.FORM_CHANGED, Signer.PATIENT, ENDS, at(6));
    private static final ConsentEvent SUSPENDED = new ConsentSuspended(AnewReason.FORM_CHANGED, at(6));

    private static final PatientId SURVIVOR = new PatientId("P9");

    // ---- every cell of the transition table

    private static final Map<String, ConsentEvent[]> STATES = new LinkedHashMap<>();

    static {
        STATES.put("NotAsked", new ConsentEvent[] {});
        STATES.put("Barred", new ConsentEvent[] {new ConsentBarred(T0)});
        STATES.put("Asked", new ConsentEvent[] {ASKED});
        STATES.put("Asked, code sent", new ConsentEvent[] {ASKED, CODE});
        STATES.put("Signed", new ConsentEvent[] {ASKED, CODE, SIGNED});
        STATES.put("Signed, asked to renew", new ConsentEvent[] {ASKED, CODE, SIGNED, TO_RENEW});
        STATES.put("Signed, suspended", new ConsentEvent[] {ASKED, CODE, SIGNED, FORM_CHANGED, SUSPENDED});
        STATES.put(
                "Signed, suspended, code sent",
                new ConsentEvent[] {ASKED, CODE, SIGNED, FORM_CHANGED, SUSPENDED, issued(6, 2)});
        STATES.put("Refused", new ConsentEvent[] {ASKED, new ConsentRefused(at(6))});
        STATES.put("Withdrawn", new ConsentEvent[] {ASKED, CODE, SIGNED, new ConsentWithdrawn(at(6))});
        STATES.put("Lapsed", new ConsentEvent[] {ASKED, new ConsentLapsed(LAPSES)});
        STATES.put("Expired", new ConsentEvent[] {ASKED, CODE, SIGNED, new ConsentExpired(VALID_UNTIL)});
        STATES.put("Closed unsigned", new ConsentEvent[] {ASKED, new ConsentClosed(at(6))});
        STATES.put("Closed signed", new ConsentEvent[] {ASKED, CODE, SIGNED, new ConsentClosed(at(6))});
    }

    private static final Map<String, ConsentCommand> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("ask", new AskForConsent(MATTER, LAPSES, at(7)));
        COMMANDS.put("code", issue(at(7), VIEWING));
        COMMANDS.put("sign", sign(at(7), VIEWING, true));
        COMMANDS.put("refuse", new RefuseConsent(Signer.PATIENT, at(7)));
        COMMANDS.put("withdraw", new WithdrawConsent(Signer.PATIENT, at(7)));
        COMMANDS.put("lapse", new LapseConsent(LAPSES));
        COMMANDS.put("expire", new ExpireConsent(VALID_UNTIL));
        COMMANDS.put("close", new CloseConsent(at(7)));
        COMMANDS.put("carry", new ConsentCommand.CarryToSurvivor(SURVIVOR));
        COMMANDS.put("renew", new AskToRenew(AHEAD, VALID_UNTIL.minus(AHEAD)));
        COMMANDS.put("age", new NoteAge(AgeBand.UNDER_14, LAPSES, ENDS, at(7)));
        COMMANDS.put("served", new NoteServed(served(T0.plus(Duration.ofDays(3)))));
        COMMANDS.put("form", new AskUnderNewForm(DocumentKind.CONSENT, "zh", 4, ENDS, at(7)));
    }

    private static final String TABLE = """
            state                        | ask           | code              | sign           | refuse           | withdraw         | lapse         | expire         | close         | carry          | renew            | age              | form             | served
            NotAsked                     | ConsentAsked  | NeverAsked        | NeverAsked     | NeverAsked       | NeverAsked       | NeverAsked    | NeverAsked     | ConsentBarred | ConsentCarried | NeverAsked       | NeverAsked       | NeverAsked       | NeverAsked
            Barred                       | RequestIsOver | NeverAsked        | NeverAsked     | NeverAsked       | NeverAsked       | NeverAsked    | NeverAsked     | nothing       | nothing        | NeverAsked       | NeverAsked       | NeverAsked       | NeverAsked
            Asked                        | AlreadyAsked  | SigningCodeIssued | NoCodeIssued   | ConsentRefused   | NotSigned        | ConsentLapsed | NotSigned      | ConsentClosed | ConsentCarried | NotSigned        | ConsentAskedAnew | nothing          | FormsServed
            Asked, code sent             | AlreadyAsked  | SigningCodeIssued | ConsentSigned  | ConsentRefused   | NotSigned        | ConsentLapsed | NotSigned      | ConsentClosed | ConsentCarried | NotSigned        | ConsentAskedAnew | nothing          | FormsServed
            Signed                       | AlreadyAsked  | AlreadySigned     | AlreadySigned  | AlreadySigned    | ConsentWithdrawn | AlreadySigned | ConsentExpired | ConsentClosed | ConsentCarried | ConsentAskedAnew | ConsentAskedAnew | ConsentAskedAnew | FormsServed
            Signed, asked to renew       | AlreadyAsked  | SigningCodeIssued | NoCodeIssued   | AlreadySigned    | ConsentWithdrawn | AlreadySigned | ConsentExpired | ConsentClosed | ConsentCarried | nothing          | ConsentAskedAnew | ConsentAskedAnew | FormsServed
            Signed, suspended            | AlreadyAsked  | SigningCodeIssued | NoCodeIssued   | ConsentWithdrawn | ConsentWithdrawn | AlreadySigned | ConsentExpired | ConsentClosed | ConsentCarried | nothing          | ConsentAskedAnew | nothing          | FormsServed
            Signed, suspended, code sent | AlreadyAsked  | SigningCodeIssued | ConsentRenewed | ConsentWithdrawn | ConsentWithdrawn | AlreadySigned | ConsentExpired | ConsentClosed | ConsentCarried | nothing          | ConsentAskedAnew | nothing          | FormsServed
            Refused                      | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | nothing          | AlreadyEnded     | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            Withdrawn                    | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | AlreadyEnded     | nothing          | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            Lapsed                       | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | AlreadyEnded     | AlreadyEnded     | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            Expired                      | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | AlreadyEnded     | AlreadyEnded     | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            Closed unsigned              | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | AlreadyEnded     | AlreadyEnded     | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            Closed signed                | AlreadyAsked  | AlreadyEnded      | AlreadyEnded   | AlreadyEnded     | AlreadyEnded     | AlreadyEnded  | AlreadyEnded   | nothing       | ConsentCarried | AlreadyEnded     | AlreadyEnded     | AlreadyEnded     | FormsServed
            """;

    static Stream<Arguments> cells() {
        List<String[]> rows =
                TABLE.lines().map(line -> line.strip().split("\\s*\\|\\s*")).toList();
        List<Arguments> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.length; column++) {
                cells.add(Arguments.of(row[0], rows.getFirst()[column], row[column]));
            }
        }
        assertThat(cells).hasSize(STATES.size() * COMMANDS.size());
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("cells")
    void every_state_answers_every_command(String state, String command, String outcome) {
        ConsentScenario.Outcome decided =
                given(STATES.getOrDefault(state, new ConsentEvent[0])).when(wanted(command));

        assertThat(decided.name()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} is {0}")
    @MethodSource("stateNames")
    void the_events_of_each_state_lead_to_it(String state) {
        Consent consent = given(STATES.getOrDefault(state, new ConsentEvent[0]))
                .when(new CloseConsent(at(9)))
                .before();

        assertThat(consent.getClass().getSimpleName()).isEqualTo(state.split("[, ]")[0]);
    }

    static Stream<String> stateNames() {
        return STATES.keySet().stream();
    }

    // ---- a merged patient

    @ParameterizedTest
    @MethodSource("stateNames")
    void a_carried_consent_stays_what_it_was_but_for_the_patient(String state) {
        ConsentEvent[] events = STATES.getOrDefault(state, new ConsentEvent[0]);
        ConsentScenario.Outcome carried = given(events).when(wanted("carry"));

        assertThat(carried.after()).hasSameClassAs(carried.before());
        if (carried.after() instanceof Consent.Known known) {
            assertThat(known.matter().isOf(SURVIVOR)).isTrue();
            assertThat(known.matter().isOf(MATTER.patient())).isTrue();
            Consent.Known before = (Consent.Known) carried.before();
            assertThat(known.about(before.matter())).isEqualTo(before);
        }
    }

    @Test
    void a_consent_that_is_asked_for_after_the_merge_is_the_survivors() {
        given(new ConsentEvent.ConsentCarried(SURVIVOR))
                .when(new AskForConsent(MATTER, LAPSES, T0))
                .thenState(new Consent.Asked(MATTER.carriedTo(SURVIVOR), T0, LAPSES, List.of(), null));
    }

    @Test
    void a_merge_that_is_told_again_changes_nothing_and_a_later_one_does() {
        ConsentEvent carried = new ConsentEvent.ConsentCarried(SURVIVOR);
        ConsentCommand again = new ConsentCommand.CarryToSurvivor(SURVIVOR);
        PatientId other = new PatientId("P10");

        assertThat(given(carried).when(again).name()).isEqualTo("nothing");
        assertThat(given(ASKED, carried).when(again).name()).isEqualTo("nothing");
        assertThat(given(ASKED, carried)
                        .when(new ConsentCommand.CarryToSurvivor(other))
                        .after())
                .isInstanceOfSatisfying(Consent.Asked.class, asked -> {
                    assertThat(asked.matter().isOf(other)).isTrue();
                    assertThat(asked.matter().isOf(SURVIVOR)).isFalse();
                });
    }

    // ---- what the table does not show

    @Test
    void asking_starts_the_time_to_sign() {
        given().when(new AskForConsent(MATTER, LAPSES, T0))
                .thenState(new Consent.Asked(MATTER, T0, LAPSES, List.of(), null));
    }

    @Test
    void nobody_consents_without_a_consent_form() {
        assertThatThrownBy(() -> new Matter(
                        MATTER.hospital(),
                        MATTER.request(),
                        MATTER.patient(),
                        MATTER.doctor(),
                        Signer.PATIENT,
                        List.of(DocumentKind.SERVICE_AGREEMENT),
                        null,
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_code_is_bound_to_what_was_shown() {
        given(ASKED)
                .when(issue(at(1), VIEWING))
                .then(new SigningCodeIssued(
                        new SigningCode("salt", "hash", 1, at(11), 0, SHOWN), SEALED, served(T0), at(1)));
    }

    @Test
    void the_signature_is_recorded_as_given() {
        given(ASKED, CODE)
                .when(sign(at(5), VIEWING, true))
                .thenState(new Consent.Signed(MATTER.with(served(T0)), T0, SIGNATURE, null, 1));
    }

    @Test
    void a_wrong_code_costs_an_attempt_and_no_more() {
        given(ASKED, CODE).when(sign(at(5), VIEWING, false)).then(new SigningCodeMissed());
    }

    @Test
    void the_fifth_attempt_may_still_be_the_right_one() {
        given(ASKED, CODE, missed(), missed(), missed(), missed())
                .when(sign(at(5), VIEWING, true))
                .then(SIGNED);
    }

    @Test
    void after_five_wrong_codes_even_the_right_one_is_refused() {
        given(ASKED, CODE, missed(), missed(), missed(), missed(), missed())
                .when(sign(at(5), VIEWING, true))
                .thenRejected(new CodeExhausted());
    }

    @Test
    void a_new_code_comes_with_new_attempts_and_replaces_the_old_one() {
        given(ASKED, CODE, missed(), missed(), missed(), missed(), missed())
                .when(issue(at(2), VIEWING))
                .then(new SigningCodeIssued(
                        new SigningCode("salt", "hash", 2, at(12), 0, SHOWN), SEALED, served(T0), at(2)));
    }

    @Test
    void a_code_of_exactly_ten_minutes_is_too_old() {
        given(ASKED, CODE).when(sign(at(11), VIEWING, true)).thenRejected(new CodeExpired());
    }

    @Test
    void a_code_just_before_ten_minutes_is_good() {
        given(ASKED, CODE).when(sign(at(11).minusMillis(1), VIEWING, true)).then(SIGNED);
    }

    @Test
    void the_sixth_code_within_an_hour_is_locked_out_until_the_first_is_an_hour_old() {
        given(asked(codes(1, 2, 3, 4, 5)))
                .when(issue(at(60), new Viewing(SHOWN, at(59), true)))
                .thenRejected(new LockedOut(at(61)));
    }

    @Test
    void codes_older_than_an_hour_do_not_count() {
        given(asked(codes(1, 2, 3, 4, 5)))
                .when(issue(at(61), new Viewing(SHOWN, at(59), true)))
                .then(new SigningCodeIssued(
                        new SigningCode("salt", "hash", 6, at(71), 0, SHOWN), SEALED, served(at(59)), at(61)));
    }

    @Test
    void the_list_of_codes_does_not_grow_for_ever() {
        Consent after = given(asked(codes(1, 2, 3, 4, 5)))
                .when(issue(at(90), new Viewing(SHOWN, at(89), true)))
                .after();

        assertThat(((Consent.Asked) after).issuedAt()).containsExactly(at(90));
    }

    @Test
    void no_code_for_what_was_shown_more_than_an_hour_ago() {
        given(ASKED).when(issue(at(60).plusMillis(1), VIEWING)).thenRejected(new ViewingTooOld());
    }

    @Test
    void a_code_for_what_was_shown_an_hour_ago() {
        assertThat(given(ASKED).when(issue(at(60), VIEWING)).name()).isEqualTo("SigningCodeIssued");
    }

    @Test
    void no_signature_on_what_was_shown_more_than_an_hour_ago() {
        given(ASKED, issued(55, 1)).when(sign(at(61), VIEWING, true)).thenRejected(new ViewingTooOld());
    }

    @Test
    void no_code_for_a_form_that_is_no_longer_active() {
        given(ASKED).when(issue(at(1), new Viewing(SHOWN, T0, false))).thenRejected(new FormsChanged());
    }

    @Test
    void no_signature_on_a_form_that_is_no_longer_active() {
        given(ASKED, CODE)
                .when(sign(at(5), new Viewing(SHOWN, T0, false), true))
                .thenRejected(new FormsChanged());
    }

    @Test
    void no_signature_on_other_versions_than_the_code_was_asked_for() {
        given(ASKED, CODE)
                .when(sign(at(5), new Viewing(OTHERS, T0, true), true))
                .thenRejected(new FormsChanged());
    }

    @Test
    void all_kinds_of_documents_that_policy_wants_must_have_been_shown() {
        Matter both = new Matter(
                MATTER.hospital(),
                MATTER.request(),
                MATTER.patient(),
                MATTER.doctor(),
                Signer.PATIENT,
                List.of(DocumentKind.CONSENT, DocumentKind.SERVICE_AGREEMENT),
                null,
                List.of());

        given(new ConsentAsked(both, LAPSES, T0)).when(issue(at(1), VIEWING)).thenRejected(new FormsChanged());
    }

    @Test
    void sections_that_were_not_confirmed_are_named() {
        given(ASKED, CODE)
                .when(new SignConsent(Signer.PATIENT, code -> true, VIEWING, List.of("risks"), true, SIGNATURE, at(5)))
                .thenRejected(new NotConfirmed(List.of("boundary")));
    }

    @Test
    void what_is_incomplete_costs_no_attempt() {
        given(ASKED, CODE)
                .when(new SignConsent(Signer.PATIENT, code -> false, VIEWING, List.of(), true, SIGNATURE, at(5)))
                .thenRejected(new NotConfirmed(SECTIONS));
    }

    @Test
    void health_data_need_a_consent_of_their_own() {
        given(ASKED, CODE)
                .when(new SignConsent(Signer.PATIENT, code -> true, VIEWING, SECTIONS, false, SIGNATURE, at(5)))
                .thenRejected(new NoSeparateConsent());
    }

    @Test
    void no_code_when_the_time_to_sign_is_over() {
        given(ASKED)
                .when(issue(LAPSES, new Viewing(SHOWN, LAPSES.minusSeconds(60), true)))
                .thenRejected(new TooLate(LAPSES));
    }

    @Test
    void no_signature_when_the_time_to_sign_is_over_even_if_the_timer_is_late() {
        given(ASKED, issued(7 * 24 * 60 - 5, 1))
                .when(sign(LAPSES, new Viewing(SHOWN, LAPSES.minusSeconds(60), true), true))
                .thenRejected(new TooLate(LAPSES));
    }

    @Test
    void nothing_lapses_before_its_time() {
        given(ASKED).when(new LapseConsent(LAPSES.minusMillis(1))).thenRejected(new TooEarly(LAPSES));
    }

    @Test
    void nothing_expires_before_its_time() {
        given(ASKED, CODE, SIGNED)
                .when(new ExpireConsent(VALID_UNTIL.minusMillis(1)))
                .thenRejected(new TooEarly(VALID_UNTIL));
    }

    @Test
    void a_signature_holds_until_its_end_even_if_the_timer_is_late() {
        Consent signed = given(ASKED, CODE).when(sign(at(5), VIEWING, true)).after();

        assertThat(signed.inForce(VALID_UNTIL.minusMillis(1))).isTrue();
        assertThat(signed.inForce(VALID_UNTIL)).isFalse();
    }

    @Test
    void nothing_but_a_signature_is_in_force() {
        STATES.forEach((name, events) -> assertThat(
                        given(events).when(new CloseConsent(T0)).before().inForce(at(6)))
                .as(name)
                .isEqualTo(name.equals("Signed") || name.equals("Signed, asked to renew")));
    }

    @Test
    void the_evidence_outlives_every_end() {
        for (String name : List.of("Withdrawn", "Expired", "Closed signed")) {
            Consent ended = given(STATES.getOrDefault(name, new ConsentEvent[0]))
                    .when(new CloseConsent(T0))
                    .before();

            assertThat(((Consent.Known) ended).evidence()).as(name).contains(SIGNATURE);
        }
    }

    // ----

    private static Instant at(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private static Served served(Instant at) {
        return Served.once(SHOWN, Signer.PATIENT, null, at);
    }

    private static ConsentCommand wanted(String name) {
        return COMMANDS.getOrDefault(name, new CloseConsent(T0));
    }

    private static SigningCodeMissed missed() {
        return new SigningCodeMissed();
    }

    private static ConsentEvent issued(int minute, int issue) {
        return new SigningCodeIssued(
                new SigningCode("salt", "hash", issue, at(minute + 10), 0, SHOWN), SEALED, served(T0), at(minute));
    }

    private static ConsentEvent[] codes(int... minutes) {
        return IntStream.range(0, minutes.length)
                .mapToObj(i -> issued(minutes[i], i + 1))
                .toArray(ConsentEvent[]::new);
    }

    private static ConsentEvent[] asked(ConsentEvent... then) {
        return Stream.concat(Stream.of(ASKED), Stream.of(then)).toArray(ConsentEvent[]::new);
    }

    private static IssueCode issue(Instant now, Viewing viewing) {
        return new IssueCode(
                Signer.PATIENT,
                null,
                viewing,
                new FreshCode("salt", "hash", SEALED, now.plus(Duration.ofMinutes(10))),
                now);
    }

    private static SignConsent sign(Instant now, Viewing viewing, boolean rightCode) {
        return new SignConsent(Signer.PATIENT, code -> rightCode, viewing, SECTIONS, true, SIGNATURE, now);
    }
}
