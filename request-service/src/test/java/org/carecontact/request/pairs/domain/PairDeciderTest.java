package org.carecontact.request.pairs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.Contact.EndedBy;
import org.carecontact.request.pairs.domain.Pair.AwaitingConsent;
import org.carecontact.request.pairs.domain.Pair.AwaitingDelivery;
import org.carecontact.request.pairs.domain.Pair.AwaitingDoctor;
import org.carecontact.request.pairs.domain.Pair.Deferred;
import org.carecontact.request.pairs.domain.Pair.InContact;
import org.carecontact.request.pairs.domain.Pair.NoRequest;
import org.carecontact.request.pairs.domain.Pair.Outcome;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.Pair.Submitted;
import org.carecontact.request.pairs.domain.PairCommand.Accept;
import org.carecontact.request.pairs.domain.PairCommand.Allow;
import org.carecontact.request.pairs.domain.PairCommand.AwaitConsent;
import org.carecontact.request.pairs.domain.PairCommand.CarryToSurvivor;
import org.carecontact.request.pairs.domain.PairCommand.CeaseConsent;
import org.carecontact.request.pairs.domain.PairCommand.Cessation;
import org.carecontact.request.pairs.domain.PairCommand.Defer;
import org.carecontact.request.pairs.domain.PairCommand.Elapse;
import org.carecontact.request.pairs.domain.PairCommand.EndContact;
import org.carecontact.request.pairs.domain.PairCommand.GiveWay;
import org.carecontact.request.pairs.domain.PairCommand.NoteGroundGone;
import org.carecontact.request.pairs.domain.PairCommand.OfferAlternative;
import org.carecontact.request.pairs.domain.PairCommand.RecordWitness;
import org.carecontact.request.pairs.domain.PairCommand.Redirect;
import org.carecontact.request.pairs.domain.PairCommand.Refuse;
import org.carecontact.request.pairs.domain.PairCommand.ShowWeChat;
import org.carecontact.request.pairs.domain.PairCommand.Submit;
import org.carecontact.request.pairs.domain.PairCommand.TakeCarried;
import org.carecontact.request.pairs.domain.PairCommand.Terms;
import org.carecontact.request.pairs.domain.PairCommand.WantAskAgain;
import org.carecontact.request.pairs.domain.PairCommand.Withdraw;
import org.carecontact.request.pairs.domain.PairEvent.AskAgainPossible;
import org.carecontact.request.pairs.domain.PairEvent.AskAgainWanted;
import org.carecontact.request.pairs.domain.PairEvent.CarriedTaken;
import org.carecontact.request.pairs.domain.PairEvent.ConsentAwaited;
import org.carecontact.request.pairs.domain.PairEvent.ContactEnded;
import org.carecontact.request.pairs.domain.PairEvent.ContactGranted;
import org.carecontact.request.pairs.domain.PairEvent.DecisionDeferred;
import org.carecontact.request.pairs.domain.PairEvent.DeliveryHeld;
import org.carecontact.request.pairs.domain.PairEvent.DoctorAsked;
import org.carecontact.request.pairs.domain.PairEvent.PairCarried;
import org.carecontact.request.pairs.domain.PairEvent.PermitRevised;
import org.carecontact.request.pairs.domain.PairEvent.ReminderDue;
import org.carecontact.request.pairs.domain.PairEvent.RequestDeclined;
import org.carecontact.request.pairs.domain.PairEvent.RequestExpired;
import org.carecontact.request.pairs.domain.PairEvent.RequestRedirected;
import org.carecontact.request.pairs.domain.PairEvent.RequestSubmitted;
import org.carecontact.request.pairs.domain.PairEvent.RequestWithdrawn;
import org.carecontact.request.pairs.domain.PairEvent.WeChatShown;
import org.carecontact.request.pairs.domain.PairEvent.WitnessRecorded;
import org.carecontact.request.pairs.domain.Request.AnsweredBy;
import org.carecontact.request.pairs.domain.TimeLimit.Kind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairDeciderTest {

    private static final Limits LIMITS = new Limits(
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofDays(20));
    private static final PairDecider DECIDER = new PairDecider(LIMITS);

    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = T.plus(Duration.ofHours(1));
    private static final Instant LONG_AFTER = T.plus(Duration.ofDays(400));
    private static final Alternative APP = new Alternative("HOSPITAL_APP", "https://tongren.example/app");
    private static final Alternative DESK = new Alternative("FRONT_DESK", "https://tongren.example/desk");
    private static final Party PATIENT = new Party.PatientSide(new PatientId("P1"));
    private static final Party DOCTOR = new Party.TheDoctor(new DoctorId("D1"));

    private static final Request FIRST = request(1);
    private static final Request ASKED = FIRST.decided(T).asked(T);
    private static final Request ANSWERED = ASKED.answered(AnsweredBy.DOCTOR);
    private static final Permit PERMIT = permit(2, null);

    private static final Pair NOTHING = new NoRequest(List.of());
    private static final Submitted SUBMITTED = new Submitted(FIRST, T.plus(Duration.ofDays(2)));
    private static final AwaitingConsent AWAITING_CONSENT = new AwaitingConsent(FIRST, T.plus(Duration.ofDays(7)));
    private static final Deferred DEFERRED = new Deferred(FIRST, "ENCOUNTER_FINISHED", T.plus(Duration.ofDays(30)));
    private static final AwaitingDelivery HELD =
            new AwaitingDelivery(FIRST.decided(T), permit(2, T.plus(Duration.ofHours(5))), T.plus(Duration.ofHours(5)));
    private static final AwaitingDoctor AWAITING_DOCTOR = new AwaitingDoctor(ASKED, PERMIT, T.plus(Duration.ofDays(3)));
    private static final InContact IN_CONTACT = inContact(ANSWERED, contact("WECOM", T), T);
    private static final InContact TOLD = IN_CONTACT.with(new Renewal(0, T, null, false));
    private static final Settled WITHDRAWN =
            new Settled(FIRST, Outcome.WITHDRAWN, "withdrawn-by-patient", T, List.of(), null, null);
    private static final Settled DECLINED = new Settled(
            ANSWERED, Outcome.DECLINED, "doctor-declined", T, List.of(APP), null, T.plus(Duration.ofDays(30)));
    private static final Settled ENDED = new Settled(
            ANSWERED,
            Outcome.ENDED,
            "ended-by-doctor",
            T,
            List.of(),
            contact("WECOM", T).ended(EndedBy.DOCTOR, T),
            null);

    static List<Pair.Open> open() {
        return List.of(SUBMITTED, AWAITING_CONSENT, DEFERRED, HELD, AWAITING_DOCTOR);
    }

    static List<Pair.Open> beforeTheDoctorIsAsked() {
        return List.of(SUBMITTED, AWAITING_CONSENT, DEFERRED, HELD);
    }

    static List<Pair> settled() {
        return List.of(WITHDRAWN, DECLINED, ENDED);
    }

    @Nested
    @DisplayName("A patient whose number was merged")
    class Merged {

        private static final PatientId SURVIVOR = new PatientId("P9");
        private static final PairId OTHER = PairId.parse("b".repeat(26)).orElseThrow();
        private static final Party SURVIVING = new Party.PatientSide(SURVIVOR);

        static Stream<Pair.Known> known() {
            return Stream.of(
                    SUBMITTED,
                    AWAITING_CONSENT,
                    DEFERRED,
                    HELD,
                    AWAITING_DOCTOR,
                    IN_CONTACT,
                    WITHDRAWN,
                    DECLINED,
                    ENDED);
        }

        @ParameterizedTest
        @MethodSource("known")
        void is_carried_in_every_state_which_otherwise_stays_the_same(Pair.Known pair) {
            CarryToSurvivor command = new CarryToSurvivor(SURVIVOR, LATER);
            Request carried = pair.request().carriedTo(SURVIVOR);

            given(pair).when(command).then(new PairCarried(carried, LATER));

            Pair.Known after = (Pair.Known) after(pair, command);
            assertThat(after.with(pair.request())).isEqualTo(pair);
            assertThat(after.survivor()).contains(SURVIVOR);
            given(after).when(command).thenNothing();
            given(after)
                    .when(new CarryToSurvivor(new PatientId("P10"), LATER))
                    .then(new PairCarried(pair.request().carriedTo(new PatientId("P10")), LATER));
        }

        @Test
        void without_a_request_has_nothing_to_carry_and_into_itself_none_is_carried() {
            given(NOTHING).when(new CarryToSurvivor(SURVIVOR, LATER)).refused(new PairRejection.NoSuchRequest());
            given(SUBMITTED)
                    .when(new CarryToSurvivor(new PatientId("P1"), LATER))
                    .thenNothing();
        }

        @ParameterizedTest
        @MethodSource("known")
        void asks_no_more_in_this_pair(Pair.Known pair) {
            given(carried(pair)).when(new Submit(request(2), LONG_AFTER)).refused(new PairRejection.Carried(SURVIVOR));
        }

        @Test
        void acts_under_either_number_and_nobody_else_does() {
            given(carried(SUBMITTED))
                    .when(new Withdraw(1, new Party.PatientSide(new PatientId("P2")), LATER))
                    .refused(new PairRejection.NotAParty());
            for (Party patient : List.of(PATIENT, SURVIVING)) {
                assertThat(after(carried(SUBMITTED), new Withdraw(1, patient, LATER)))
                        .isInstanceOf(Settled.class);
                assertThat(after(carried(IN_CONTACT), new EndContact(1, patient, LATER)))
                        .isInstanceOf(Settled.class);
            }
            given(SUBMITTED).when(new Withdraw(1, SURVIVING, LATER)).refused(new PairRejection.NotAParty());
        }

        @Test
        void stays_the_survivors_in_all_that_follows() {
            Pair granted = after(carried(AWAITING_DOCTOR), new Accept(1, DOCTOR, null, Terms.SIGNED, LATER));

            assertThat(((Pair.Known) granted).survivor()).contains(SURVIVOR);
        }

        @Test
        void is_noted_in_the_survivors_pair_once_whatever_its_state() {
            TakeCarried command = new TakeCarried(OTHER, LATER);
            for (Pair pair : Stream.concat(Stream.of(NOTHING), known()).toList()) {
                given(pair).when(command).then(new CarriedTaken(List.of(OTHER)));
                Pair after = after(pair, command);
                assertThat(after).hasSameClassAs(pair);
                assertThat(after.carried()).containsExactly(OTHER);
                assertThat(after.timeLimit()).isEqualTo(pair.timeLimit());
                given(after).when(command).thenNothing();
            }
        }

        @Test
        void keeps_the_survivor_from_asking_while_something_is_open_elsewhere() {
            Pair noted = after(NOTHING, new TakeCarried(OTHER, T));
            PairRejection open = new PairRejection.AlreadyOpen(FIRST);

            given(noted).when(new Submit(FIRST, T)).refused(new PairRejection.Overtaken()); // nobody looked there
            given(noted)
                    .when(new Submit(FIRST.carrying(List.of(OTHER)), open, T))
                    .refused(open);
            given(noted)
                    .when(new Submit(FIRST.carrying(List.of(OTHER)), T))
                    .then(new RequestSubmitted(FIRST.carrying(List.of(OTHER)), T.plus(LIMITS.decision())));
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void lets_an_open_request_give_way_and_says_why(Pair.Open open) {
            given(open)
                    .when(new GiveWay(1, false, LATER))
                    .then(new RequestWithdrawn(over(open, Outcome.WITHDRAWN, "other-request-stays", List.of())));
            given(open).when(new GiveWay(1, true, LATER)).refused(new PairRejection.WentOn());
        }

        @Test
        void lets_a_contact_give_way_only_when_the_contact_is_meant() {
            given(IN_CONTACT)
                    .when(new GiveWay(1, true, LATER))
                    .then(ended(EndedBy.MERGE, "other-contact-stays", List.of()));
            given(IN_CONTACT).when(new GiveWay(1, false, LATER)).refused(new PairRejection.WentOn());
            given(DECLINED)
                    .when(new GiveWay(1, false, LATER))
                    .refused(new PairRejection.AlreadySettled(Outcome.DECLINED, T));
            given(NOTHING).when(new GiveWay(1, false, LATER)).refused(new PairRejection.NoSuchRequest());
        }

        @Test
        void keeps_a_contact_before_a_request_then_the_survivors_own_then_the_older() {
            PairId own = FIRST.id().pair();
            Pair.Known older = elsewhere("c", T.minusSeconds(60));
            Pair.Known newer = elsewhere("d", T.minusSeconds(30));
            InContact contact = inContact(newer.request(), contact("WECOM", T), T);

            assertThat(Stream.of(newer, older, SUBMITTED).sorted(new Precedence(own)))
                    .containsExactly(SUBMITTED, older, newer);
            assertThat(Stream.of(SUBMITTED, older, contact).sorted(new Precedence(own)))
                    .containsExactly(contact, SUBMITTED, older);
            assertThat(Stream.of(contact, IN_CONTACT).sorted(new Precedence(own)))
                    .containsExactly(IN_CONTACT, contact);
        }

        private static Pair carried(Pair pair) {
            return after(pair, new CarryToSurvivor(SURVIVOR, T));
        }

        private static Submitted elsewhere(String letter, Instant submittedAt) {
            return new Submitted(
                    Request.submitted(
                            RequestId.of(letter.repeat(26) + "-1"),
                            "tongren",
                            new PatientId("P1"),
                            new DoctorId("D1"),
                            Purpose.MEDICATION_ADJUSTMENT,
                            "sealed",
                            Request.Wish.WECOM,
                            null,
                            Request.Route.PATIENT_PAGE,
                            submittedAt),
                    T.plus(Duration.ofDays(2)));
        }
    }

    @Nested
    @DisplayName("R7: a witness")
    class Witnessing {

        private static final Request.Witness NURSE = new Request.Witness("N0012", T);

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void is_recorded_while_the_request_is_open_and_changes_nothing_else(Pair.Open open) {
            RecordWitness command = new RecordWitness(1, NURSE, LATER);
            Request witnessed = open.request().witnessed(NURSE);

            given(open).when(command).then(new WitnessRecorded(witnessed));

            Pair after = DECIDER.evolve(open, new WitnessRecorded(witnessed));
            assertThat(after).isInstanceOf(open.getClass());
            assertThat(after.timeLimit()).isEqualTo(open.timeLimit());
            assertThat(((Pair.Open) after).request()).isEqualTo(witnessed);
            given(after).when(command).thenNothing();
            given(after)
                    .when(new RecordWitness(1, new Request.Witness("N0013", T), LATER))
                    .refused(new PairRejection.WitnessedBy(NURSE));
        }

        @Test
        void can_not_have_seen_what_is_still_to_come() {
            given(SUBMITTED)
                    .when(new RecordWitness(1, new Request.Witness("N0012", LATER), T))
                    .refused(new PairRejection.WitnessAhead(T));
        }

        @Test
        void comes_too_late_for_a_contact_and_for_what_is_over() {
            RecordWitness command = new RecordWitness(1, NURSE, LATER);
            given(IN_CONTACT).when(command).refused(new PairRejection.AlreadyAnswered());
            given(DECLINED).when(command).refused(new PairRejection.AlreadySettled(Outcome.DECLINED, T));
            given(NOTHING).when(command).refused(new PairRejection.NoSuchRequest());
        }
    }

    @Nested
    class Submitting {

        @Test
        void the_first_request_is_submitted_with_a_time_limit() {
            given(NOTHING).when(new Submit(FIRST, T)).then(new RequestSubmitted(FIRST, T.plus(LIMITS.decision())));
        }

        @Test
        void the_next_one_after_an_end_without_refusal_too() {
            Request second = request(2);
            given(WITHDRAWN).when(new Submit(second, T)).then(new RequestSubmitted(second, T.plus(LIMITS.decision())));
            given(ENDED).when(new Submit(second, T)).then(new RequestSubmitted(second, T.plus(LIMITS.decision())));
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void while_one_is_open_there_is_no_other(Pair.Open open) {
            given(open).when(new Submit(request(2), T)).refused(new PairRejection.AlreadyOpen(open.request()));
        }

        @Test
        void while_there_is_a_contact_there_is_no_other() {
            given(IN_CONTACT).when(new Submit(request(2), T)).refused(new PairRejection.AlreadyInContact(ANSWERED));
        }

        @Test
        void after_a_refusal_the_alternatives_are_the_answer_until_the_cool_down_is_over() {
            Instant until = T.plus(Duration.ofDays(30));
            given(DECLINED)
                    .when(new Submit(request(2), until.minusMillis(1)))
                    .refused(new PairRejection.CoolingDown(until, List.of(APP)));
            given(DECLINED)
                    .when(new Submit(request(2), until))
                    .then(new RequestSubmitted(request(2), until.plus(LIMITS.decision())));
        }

        @Test
        void a_need_sealed_for_another_number_is_sealed_again() {
            given(NOTHING).when(new Submit(request(2), T)).refused(new PairRejection.Overtaken());
            given(WITHDRAWN).when(new Submit(request(1), T)).refused(new PairRejection.Overtaken());
        }
    }

    @Nested
    class Policy {

        @Test
        void a_good_precheck_starts_the_wait_for_the_signature() {
            given(SUBMITTED)
                    .when(new AwaitConsent(1, LATER))
                    .then(new ConsentAwaited(FIRST, LATER.plus(LIMITS.consent())));
        }

        @Test
        void a_precheck_that_comes_after_the_decision_changes_nothing() {
            given(AWAITING_CONSENT).when(new AwaitConsent(1, LATER)).thenNothing();
            given(AWAITING_DOCTOR).when(new AwaitConsent(1, LATER)).thenNothing();
            given(IN_CONTACT).when(new AwaitConsent(1, LATER)).thenNothing();
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#beforeTheDoctorIsAsked")
        void a_permit_has_the_doctor_asked_at_once(Pair.Open open) {
            given(open)
                    .when(new Allow(1, PERMIT, LATER))
                    .then(new DoctorAsked(open.request().decided(T).asked(LATER), PERMIT, LATER.plus(LIMITS.answer())));
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#beforeTheDoctorIsAsked")
        void a_permit_for_later_is_held(Pair.Open open) {
            Permit later = permit(2, LATER.plusMillis(1));
            given(open)
                    .when(new Allow(1, later, LATER))
                    .then(new DeliveryHeld(open.request().decided(T), later, LATER.plusMillis(1)));
        }

        @Test
        void a_permit_whose_time_has_come_is_not_held() {
            Permit due = permit(2, LATER);
            given(AWAITING_CONSENT)
                    .when(new Allow(1, due, LATER))
                    .then(new DoctorAsked(FIRST.decided(T).asked(LATER), due, LATER.plus(LIMITS.answer())));
        }

        @Test
        void a_newer_permit_changes_the_terms_but_not_the_time_to_answer() {
            Permit newer = new Permit(List.of("HOSPITAL_APP"), null, 7, List.of(), null, null, List.of(DESK), 2, LATER);
            given(AWAITING_DOCTOR)
                    .when(new Allow(1, newer, LATER))
                    .then(new PermitRevised(ASKED.decided(LATER), newer, AWAITING_DOCTOR.until()));
            given(IN_CONTACT).when(new Allow(1, newer, LATER)).thenNothing();
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void a_permit_without_signature_or_channel_or_end_permits_nothing(Pair.Open open) {
            given(open).when(new Allow(1, permit(0, null), LATER)).refused(new PairRejection.UnusablePermit());
            given(open)
                    .when(new Allow(1, new Permit(List.of(), null, 30, List.of(), null, null, List.of(), 2, T), LATER))
                    .refused(new PairRejection.UnusablePermit());
            given(open)
                    .when(new Allow(
                            1, new Permit(List.of("WECOM"), null, 0, List.of(), null, null, List.of(), 2, T), LATER))
                    .refused(new PairRejection.UnusablePermit());
        }

        @Test
        void a_deferral_waits_for_its_fact() {
            given(SUBMITTED)
                    .when(new Defer(1, "SCHEDULE", LATER))
                    .then(new DecisionDeferred(FIRST, "SCHEDULE", LATER.plus(LIMITS.deferral())));
            given(AWAITING_CONSENT)
                    .when(new Defer(1, "SCHEDULE", LATER))
                    .then(new DecisionDeferred(FIRST, "SCHEDULE", LATER.plus(LIMITS.deferral())));
            given(HELD)
                    .when(new Defer(1, "SCHEDULE", LATER))
                    .then(new DecisionDeferred(HELD.request(), "SCHEDULE", LATER.plus(LIMITS.deferral())));
        }

        @Test
        void deferring_again_prolongs_nothing() {
            given(DEFERRED).when(new Defer(1, "ENCOUNTER_FINISHED", LATER)).thenNothing();
            given(DEFERRED)
                    .when(new Defer(1, "SCHEDULE", LATER))
                    .then(new DecisionDeferred(FIRST, "SCHEDULE", DEFERRED.until()));
        }

        @Test
        void who_was_asked_is_not_unasked_by_a_deferral() {
            given(AWAITING_DOCTOR).when(new Defer(1, "SCHEDULE", LATER)).thenNothing();
            given(IN_CONTACT).when(new Defer(1, "SCHEDULE", LATER)).thenNothing();
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void a_no_redirects_with_alternatives_and_without_a_cool_down(Pair.Open open) {
            given(open)
                    .when(new Redirect(1, "doctor-not-opted-in", List.of(APP), T, LATER))
                    .then(new RequestRedirected(new Settled(
                            open.request().decided(T),
                            Outcome.REDIRECTED,
                            "doctor-not-opted-in",
                            LATER,
                            List.of(APP),
                            null,
                            null)));
        }

        @Test
        void a_no_after_the_grant_ends_the_contact() {
            given(IN_CONTACT)
                    .when(new Redirect(1, "hospital-forbids", List.of(APP), T, LATER))
                    .then(ended(EndedBy.POLICY, "hospital-forbids", List.of(APP)));
        }
    }

    @Nested
    class RevocationWins {

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void a_consent_withdrawn_or_refused_takes_the_open_request_with_it(Pair.Open open) {
            given(open)
                    .when(new CeaseConsent(1, Cessation.WITHDRAWN, LATER))
                    .then(new RequestWithdrawn(over(open, Outcome.WITHDRAWN, "consent-withdrawn", List.of())));
            given(open)
                    .when(new CeaseConsent(1, Cessation.REFUSED, LATER))
                    .then(new RequestWithdrawn(over(open, Outcome.WITHDRAWN, "consent-refused", List.of())));
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void a_consent_never_signed_or_no_longer_valid_lets_the_open_request_expire(Pair.Open open) {
            given(open)
                    .when(new CeaseConsent(1, Cessation.LAPSED, LATER))
                    .then(new RequestExpired(over(open, Outcome.EXPIRED, "consent-lapsed", List.of())));
            given(open)
                    .when(new CeaseConsent(1, Cessation.EXPIRED, LATER))
                    .then(new RequestExpired(over(open, Outcome.EXPIRED, "consent-expired", List.of())));
        }

        @ParameterizedTest
        @EnumSource
        void any_end_of_the_consent_ends_the_contact(Cessation how) {
            given(IN_CONTACT)
                    .when(new CeaseConsent(1, how, LATER))
                    .then(ended(EndedBy.CONSENT, how.reason(), List.of()));
        }

        @ParameterizedTest
        @EnumSource
        void a_permit_that_comes_after_the_end_of_its_consent_permits_nothing(Cessation how) {
            Pair over = after(AWAITING_CONSENT, new CeaseConsent(1, how, T));
            assertThat(DECIDER.decide(over, new Allow(1, permit(9, null), LATER)))
                    .isInstanceOf(Decision.Rejected.class);
        }

        @ParameterizedTest
        @EnumSource
        void an_acceptance_that_comes_after_the_end_of_the_consent_grants_nothing(Cessation how) {
            Pair over = after(AWAITING_DOCTOR, new CeaseConsent(1, how, T));
            assertThat(DECIDER.decide(over, new Accept(1, DOCTOR, null, Terms.SIGNED, LATER)))
                    .isInstanceOf(Decision.Rejected.class);
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#open")
        void the_patient_takes_an_open_request_back(Pair.Open open) {
            given(open)
                    .when(new Withdraw(1, PATIENT, LATER))
                    .then(new RequestWithdrawn(over(open, Outcome.WITHDRAWN, "withdrawn-by-patient", List.of())));
        }

        @Test
        void what_was_granted_is_ended_not_taken_back() {
            given(IN_CONTACT).when(new Withdraw(1, PATIENT, LATER)).refused(new PairRejection.InContactAlready());
        }
    }

    @Nested
    class TheDoctorsAnswer {

        @Test
        void yes_grants_the_first_channel_for_the_permitted_days() {
            given(AWAITING_DOCTOR)
                    .when(new Accept(1, DOCTOR, null, Terms.SIGNED, LATER))
                    .then(new ContactGranted(inContact(ANSWERED, contact("WECOM", LATER), LATER)));
        }

        @Test
        void yes_may_name_another_permitted_channel() {
            given(AWAITING_DOCTOR)
                    .when(new Accept(1, DOCTOR, "HOSPITAL_APP", Terms.SIGNED, LATER))
                    .then(new ContactGranted(inContact(ANSWERED, contact("HOSPITAL_APP", LATER), LATER)));
            given(AWAITING_DOCTOR)
                    .when(new Accept(1, DOCTOR, "PERSONAL_WECHAT", Terms.SIGNED, LATER))
                    .refused(new PairRejection.ChannelNotPermitted(List.of("WECOM", "HOSPITAL_APP")));
        }

        @Test
        void the_doctors_own_wechat_id_is_for_a_contact_over_it_and_is_shown_once() {
            given(AWAITING_DOCTOR)
                    .when(new Accept(1, DOCTOR, null, "sealed", Terms.SIGNED, LATER))
                    .refused(new PairRejection.NotOverWeChat("WECOM"));
            given(IN_CONTACT).when(new ShowWeChat(1, PATIENT, LATER)).refused(new PairRejection.NoWeChatToShow());
            InContact hidden = inContact(ANSWERED, contact("PERSONAL_WECHAT", T), T);
            InContact told = new InContact(hidden.request(), hidden.contact(), hidden.reminder(), "sealed");
            given(told).when(new ShowWeChat(1, DOCTOR, LATER)).refused(new PairRejection.NotAParty());
            given(told).when(new ShowWeChat(1, PATIENT, LATER)).then(new WeChatShown(hidden));
            assertThat(after(told, new ShowWeChat(1, PATIENT, LATER))).isEqualTo(hidden);
        }

        @Test
        void c8_yes_needs_the_signed_terms_and_no_does_not() {
            for (Terms missing : List.of(Terms.NOT_SIGNED, Terms.UNKNOWN)) {
                PairRejection why = missing == Terms.UNKNOWN
                        ? new PairRejection.TermsNotKnown()
                        : new PairRejection.TermsNotSigned();
                given(AWAITING_DOCTOR)
                        .when(new Accept(1, DOCTOR, null, missing, LATER))
                        .refused(why);
                given(AWAITING_DOCTOR)
                        .when(new Accept(1, DOCTOR, "PERSONAL_WECHAT", missing, LATER))
                        .refused(why);
                given(IN_CONTACT)
                        .when(new Accept(1, DOCTOR, null, missing, LATER))
                        .refused(new PairRejection.AlreadyAnswered());
                given(AWAITING_DOCTOR)
                        .when(new Accept(1, PATIENT, null, missing, LATER))
                        .refused(new PairRejection.NotAParty());
            }
        }

        @Test
        void no_needs_no_reason_and_brings_the_permits_alternatives() {
            given(AWAITING_DOCTOR)
                    .when(new Refuse(1, DOCTOR, LATER))
                    .then(new RequestDeclined(new Settled(
                            ANSWERED,
                            Outcome.DECLINED,
                            "doctor-declined",
                            LATER,
                            List.of(APP),
                            null,
                            LATER.plus(LIMITS.coolDown()))));
        }

        @Test
        void an_alternative_goes_by_the_permits_link_where_it_has_one() {
            given(AWAITING_DOCTOR)
                    .when(new OfferAlternative(1, DOCTOR, DESK, LATER))
                    .then(offered(DESK));
            given(AWAITING_DOCTOR)
                    .when(new OfferAlternative(1, DOCTOR, new Alternative("HOSPITAL_APP", "landing"), LATER))
                    .then(offered(APP));
        }

        @Test
        void nobody_else_answers() {
            for (Party other : List.of(new Party.TheDoctor(new DoctorId("D2")), PATIENT, new Party.Desk())) {
                given(AWAITING_DOCTOR)
                        .when(new Accept(1, other, null, Terms.SIGNED, LATER))
                        .refused(new PairRejection.NotAParty());
                given(AWAITING_DOCTOR).when(new Refuse(1, other, LATER)).refused(new PairRejection.NotAParty());
            }
        }

        @ParameterizedTest
        @MethodSource("org.carecontact.request.pairs.domain.PairDeciderTest#beforeTheDoctorIsAsked")
        void nobody_answers_what_was_not_asked(Pair.Open open) {
            given(open).when(new Accept(1, DOCTOR, null, Terms.SIGNED, LATER)).refused(new PairRejection.NotAskedYet());
        }

        @Test
        void the_time_limit_counts_even_before_it_fires() {
            given(AWAITING_DOCTOR)
                    .when(new Accept(1, DOCTOR, null, Terms.SIGNED, AWAITING_DOCTOR.until()))
                    .refused(new PairRejection.TooLate(AWAITING_DOCTOR.until()));
        }

        @Test
        void one_answer_is_enough() {
            given(IN_CONTACT).when(new Refuse(1, DOCTOR, LATER)).refused(new PairRejection.AlreadyAnswered());
            given(DECLINED)
                    .when(new Accept(1, DOCTOR, null, Terms.SIGNED, LATER))
                    .refused(new PairRejection.AlreadySettled(Outcome.DECLINED, T));
        }
    }

    @Nested
    @DisplayName("P4: the doctor's own rules answer")
    class TheRulesAnswer {

        static List<Pair.Open> open() {
            return PairDeciderTest.open();
        }

        @ParameterizedTest
        @MethodSource("open")
        void yes_grants_at_once_and_nobody_is_asked(Pair.Open open) {
            given(open)
                    .when(new Allow(1, answering(AutoAnswer.Kind.ACCEPT, null), LATER))
                    .then(new ContactGranted(inContact(byRules(open), contact("WECOM", LATER), LATER)));
        }

        @ParameterizedTest
        @MethodSource("open")
        void no_brings_the_permits_alternatives_and_a_cool_down(Pair.Open open) {
            given(open)
                    .when(new Allow(1, answering(AutoAnswer.Kind.REFUSE, null), LATER))
                    .then(declined(byRules(open), "doctor-declined", APP));
        }

        @Test
        void an_offer_is_the_doctors_and_without_a_link_all_that_the_permit_knows() {
            given(AWAITING_CONSENT)
                    .when(new Allow(1, answering(AutoAnswer.Kind.OFFER_ALTERNATIVE, DESK), LATER))
                    .then(declined(byRules(AWAITING_CONSENT), "alternative-offered", DESK));
            given(AWAITING_CONSENT)
                    .when(new Allow(1, answering(AutoAnswer.Kind.OFFER_ALTERNATIVE, null), LATER))
                    .then(declined(byRules(AWAITING_CONSENT), "doctor-declined", APP));
        }

        @Test
        void nothing_is_answered_without_a_signature_or_after_the_consent_ended() {
            Permit unsigned = answering(AutoAnswer.Kind.ACCEPT, null, 0);
            given(AWAITING_CONSENT).when(new Allow(1, unsigned, LATER)).refused(new PairRejection.UnusablePermit());
            Pair over = after(AWAITING_CONSENT, new CeaseConsent(1, Cessation.WITHDRAWN, T));
            assertThat(DECIDER.decide(over, new Allow(1, answering(AutoAnswer.Kind.ACCEPT, null), LATER)))
                    .isInstanceOf(Decision.Rejected.class);
        }

        @Test
        void it_is_said_once() {
            Allow again = new Allow(1, answering(AutoAnswer.Kind.REFUSE, null), LATER);
            given(IN_CONTACT).when(again).thenNothing();
            given(DECLINED).when(again).refused(new PairRejection.AlreadySettled(Outcome.DECLINED, T));
        }

        private static Permit answering(AutoAnswer.Kind kind, @Nullable Alternative alternative) {
            return answering(kind, alternative, 2);
        }

        /** To be delivered later, which does not matter as nobody is asked. */
        private static Permit answering(AutoAnswer.Kind kind, @Nullable Alternative alternative, long consent) {
            return new Permit(
                    List.of("WECOM", "HOSPITAL_APP"),
                    null,
                    30,
                    List.of("NO_GIFTS"),
                    new AutoAnswer(kind, alternative),
                    LATER.plusSeconds(1),
                    List.of(APP),
                    consent,
                    T);
        }

        private static Request byRules(Pair.Open open) {
            return open.request().decided(T).asked(LATER).answered(AnsweredBy.RULES);
        }

        private static RequestDeclined declined(Request request, String reason, Alternative alternative) {
            return new RequestDeclined(new Settled(
                    request,
                    Outcome.DECLINED,
                    reason,
                    LATER,
                    List.of(alternative),
                    null,
                    LATER.plus(LIMITS.coolDown())));
        }
    }

    @Nested
    class EndingTheContact {

        @Test
        void either_side_ends_it() {
            given(IN_CONTACT)
                    .when(new EndContact(1, PATIENT, LATER))
                    .then(ended(EndedBy.PATIENT, "ended-by-patient", List.of()));
            given(IN_CONTACT)
                    .when(new EndContact(1, DOCTOR, LATER))
                    .then(ended(EndedBy.DOCTOR, "ended-by-doctor", List.of()));
        }

        @Test
        void nobody_else_does() {
            for (Party other : List.of(
                    new Party.TheDoctor(new DoctorId("D2")),
                    new Party.PatientSide(new PatientId("P2")),
                    new Party.Desk())) {
                given(IN_CONTACT).when(new EndContact(1, other, LATER)).refused(new PairRejection.NotAParty());
            }
        }

        @Test
        void the_desk_acts_for_who_called() {
            Request called = Request.submitted(
                    FIRST.id(),
                    "tongren",
                    new PatientId("P1"),
                    new DoctorId("D1"),
                    Purpose.CHRONIC_CARE,
                    "sealed",
                    Request.Wish.ANY,
                    null,
                    Request.Route.PHONE,
                    T);
            given(new Submitted(called, LATER))
                    .when(new Withdraw(1, new Party.Desk(), LATER))
                    .then(new RequestWithdrawn(new Settled(
                            called, Outcome.WITHDRAWN, "withdrawn-by-patient", LATER, List.of(), null, null)));
            given(SUBMITTED).when(new Withdraw(1, new Party.Desk(), LATER)).refused(new PairRejection.NotAParty());
        }

        @Test
        void there_must_be_one() {
            given(AWAITING_DOCTOR).when(new EndContact(1, PATIENT, LATER)).refused(new PairRejection.NoContact());
            given(DECLINED).when(new EndContact(1, PATIENT, LATER)).refused(new PairRejection.NoContact());
        }

        @Test
        void it_ends_once() {
            given(ENDED)
                    .when(new EndContact(1, PATIENT, LATER))
                    .refused(new PairRejection.AlreadySettled(Outcome.ENDED, T));
        }
    }

    @Nested
    class AfterPolicysNo {

        private static final Settled REDIRECTED =
                new Settled(FIRST, Outcome.REDIRECTED, "no-encounter", T, List.of(DESK), null, null);

        private static Settled redirected(Pair.AskAgain askAgain) {
            return new Settled(FIRST, Outcome.REDIRECTED, "no-encounter", T, List.of(DESK), null, null, askAgain);
        }

        @Test
        void who_wishes_is_told_once_when_the_ground_is_gone() {
            given(REDIRECTED)
                    .when(new WantAskAgain(1, PATIENT, LATER))
                    .then(new AskAgainWanted(redirected(Pair.AskAgain.WANTED)));
            given(redirected(Pair.AskAgain.WANTED))
                    .when(new NoteGroundGone(1, LATER))
                    .then(new AskAgainPossible(redirected(Pair.AskAgain.POSSIBLE), LATER));
            for (Pair nobodyWaits :
                    List.of(REDIRECTED, redirected(Pair.AskAgain.POSSIBLE), SUBMITTED, IN_CONTACT, DECLINED)) {
                given(nobodyWaits).when(new NoteGroundGone(1, LATER)).then();
            }
            for (Pair.AskAgain known : Pair.AskAgain.values()) {
                given(redirected(known))
                        .when(new WantAskAgain(1, PATIENT, LATER))
                        .then();
            }
        }

        @Test
        void it_is_for_the_patients_side_and_for_a_no_of_policy() {
            given(REDIRECTED).when(new WantAskAgain(1, DOCTOR, LATER)).refused(new PairRejection.NotAParty());
            for (Pair other : List.of(SUBMITTED, AWAITING_DOCTOR, IN_CONTACT, DECLINED, WITHDRAWN, ENDED)) {
                given(other).when(new WantAskAgain(1, PATIENT, LATER)).refused(new PairRejection.NothingToWaitFor());
            }
        }

        @Test
        void a_new_request_does_not_wait_for_it() {
            given(redirected(Pair.AskAgain.WANTED))
                    .when(new Submit(request(2), T))
                    .then(new RequestSubmitted(request(2), T.plus(Duration.ofDays(2))));
            given(new Submitted(request(2), T))
                    .when(new NoteGroundGone(1, LATER))
                    .refused(new PairRejection.Superseded(2));
        }
    }

    @Nested
    class TimeLimits {

        @Test
        void a_request_waits_for_policy_so_long() {
            given(SUBMITTED)
                    .when(new Elapse(Kind.DECISION, SUBMITTED.until()))
                    .then(expired(SUBMITTED, "no-decision-in-time", List.of(), SUBMITTED.until()));
        }

        @Test
        void for_the_signature_so_long() {
            given(AWAITING_CONSENT)
                    .when(new Elapse(Kind.CONSENT, AWAITING_CONSENT.until()))
                    .then(expired(AWAITING_CONSENT, "no-consent-in-time", List.of(), AWAITING_CONSENT.until()));
        }

        @Test
        void for_the_awaited_fact_so_long() {
            given(DEFERRED)
                    .when(new Elapse(Kind.DEFERRAL, DEFERRED.until()))
                    .then(expired(DEFERRED, "deferred-too-long", List.of(), DEFERRED.until()));
        }

        @Test
        void for_the_doctor_so_long_and_then_the_alternatives_are_named() {
            given(AWAITING_DOCTOR)
                    .when(new Elapse(Kind.ANSWER, AWAITING_DOCTOR.until()))
                    .then(expired(AWAITING_DOCTOR, "no-answer-in-time", List.of(APP), AWAITING_DOCTOR.until()));
        }

        @Test
        void what_was_held_is_delivered_when_its_time_comes() {
            given(HELD)
                    .when(new Elapse(Kind.DELIVERY, HELD.until()))
                    .then(new DoctorAsked(
                            HELD.request().asked(HELD.until()),
                            HELD.permit(),
                            HELD.until().plus(LIMITS.answer())));
        }

        @Test
        void no_contact_is_open_ended() {
            Instant end = IN_CONTACT.contact().endsAt();
            assertThat(end).isEqualTo(T.plus(Duration.ofDays(30)));
            PairEvent over = new ContactEnded(new Settled(
                    ANSWERED,
                    Outcome.ENDED,
                    "contact-expired",
                    end,
                    List.of(),
                    IN_CONTACT.contact().ended(EndedBy.EXPIRY, end),
                    null));
            Pair reminded = after(TOLD, new Elapse(Kind.REMINDER, T.plus(Duration.ofDays(20))));
            given(reminded).when(new Elapse(Kind.CONTACT, end)).then(over);
            // Nobody is reminded of what ended while the service was away.
            given(TOLD).when(new Elapse(Kind.REMINDER, end)).then(over);
        }

        @Test
        void k5_its_sides_are_reminded_as_long_as_it_holds() {
            Instant first = T.plus(Duration.ofDays(20));
            given(TOLD).when(new Elapse(Kind.REMINDER, first.minusMillis(1))).refused(new PairRejection.NotDue());
            given(TOLD)
                    .when(new Elapse(Kind.REMINDER, first))
                    .then(new ReminderDue(
                            new InContact(
                                    ANSWERED,
                                    IN_CONTACT.contact(),
                                    new Pair.Reminder(2, T.plus(Duration.ofDays(40))),
                                    null,
                                    TOLD.renewal()),
                            1));
            assertThat(after(TOLD, new Elapse(Kind.REMINDER, first)).timeLimit())
                    .contains(new TimeLimit(Kind.CONTACT, IN_CONTACT.contact().endsAt()));
            InContact old = new InContact(ANSWERED, IN_CONTACT.contact(), null, null);
            assertThat(old.timeLimit().orElseThrow().kind()).isEqualTo(Kind.RENEWAL);
        }

        @Test
        void every_waiting_state_has_a_limit_and_no_other_has() {
            assertThat(open()).allMatch(open -> open.timeLimit().isPresent());
            assertThat(IN_CONTACT.timeLimit()).isPresent();
            assertThat(settled()).allMatch(over -> over.timeLimit().isEmpty());
            assertThat(NOTHING.timeLimit()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void a_limit_fires_neither_early_nor_for_another_state(Kind kind) {
            for (Pair pair : open()) {
                given(pair).when(new Elapse(kind, T)).refused(new PairRejection.NotDue());
                if (pair.timeLimit().map(TimeLimit::kind).filter(kind::equals).isEmpty()) {
                    given(pair).when(new Elapse(kind, LONG_AFTER)).refused(new PairRejection.NotDue());
                }
            }
            for (Pair over : settled()) {
                given(over).when(new Elapse(kind, LONG_AFTER)).refused(new PairRejection.NotDue());
            }
            given(NOTHING).when(new Elapse(kind, LONG_AFTER)).refused(new PairRejection.NotDue());
        }
    }

    @Nested
    class WhichRequest {

        static List<PairCommand.OnRequest> facts() {
            return factsAbout(1);
        }

        static List<PairCommand.OnRequest> factsAbout(int number) {
            return List.of(
                    new AwaitConsent(number, LATER),
                    new Allow(number, PERMIT, LATER),
                    new Defer(number, "SCHEDULE", LATER),
                    new Redirect(number, "late", List.of(), T, LATER),
                    new CeaseConsent(number, Cessation.WITHDRAWN, LATER));
        }

        @ParameterizedTest
        @MethodSource("facts")
        void a_fact_about_an_earlier_request_leaves_the_newest_alone(PairCommand.OnRequest fact) {
            Pair second = new AwaitingDoctor(request(2), PERMIT, LONG_AFTER);
            given(second).when(fact).refused(new PairRejection.Superseded(2));
            given(inContact(request(2), contact("WECOM", T), T)).when(fact).refused(new PairRejection.Superseded(2));
        }

        @ParameterizedTest
        @MethodSource("facts")
        void a_fact_about_what_is_over_opens_nothing(PairCommand.OnRequest fact) {
            given(WITHDRAWN).when(fact).refused(new PairRejection.AlreadySettled(Outcome.WITHDRAWN, T));
            given(DECLINED).when(fact).refused(new PairRejection.AlreadySettled(Outcome.DECLINED, T));
            given(ENDED).when(fact).refused(new PairRejection.AlreadySettled(Outcome.ENDED, T));
        }

        @ParameterizedTest
        @MethodSource("facts")
        void a_fact_about_nothing_means_nothing(PairCommand.OnRequest fact) {
            given(NOTHING).when(fact).refused(new PairRejection.NoSuchRequest());
        }

        @Test
        void a_command_on_a_request_that_does_not_exist_yet_finds_nothing() {
            for (PairCommand.OnRequest fact : factsAbout(2)) {
                given(AWAITING_DOCTOR).when(fact).refused(new PairRejection.NoSuchRequest());
            }
        }

        @Test
        void strangers_do_not_even_learn_that_there_is_a_newer_one() {
            Pair second = new AwaitingDoctor(request(2), PERMIT, LONG_AFTER);
            given(second)
                    .when(new Withdraw(1, new Party.PatientSide(new PatientId("P2")), LATER))
                    .refused(new PairRejection.NotAParty());
            given(second).when(new Withdraw(1, PATIENT, LATER)).refused(new PairRejection.Superseded(2));
        }
    }

    @Test
    void each_event_leads_to_the_state_it_names() {
        assertThat(after(NOTHING, new Submit(FIRST, T))).isEqualTo(SUBMITTED);
        assertThat(after(SUBMITTED, new AwaitConsent(1, T))).isEqualTo(AWAITING_CONSENT);
        assertThat(after(AWAITING_CONSENT, new Defer(1, "ENCOUNTER_FINISHED", T)))
                .isEqualTo(DEFERRED);
        assertThat(after(DEFERRED, new Allow(1, HELD.permit(), T))).isEqualTo(HELD);
        assertThat(after(DEFERRED, new Allow(1, PERMIT, T))).isEqualTo(AWAITING_DOCTOR);
        assertThat(after(AWAITING_DOCTOR, new Allow(1, PERMIT, T))).isEqualTo(AWAITING_DOCTOR);
        assertThat(after(AWAITING_DOCTOR, new Accept(1, DOCTOR, null, Terms.SIGNED, T)))
                .isEqualTo(IN_CONTACT);
        assertThat(after(IN_CONTACT, new EndContact(1, DOCTOR, T))).isEqualTo(ENDED);
        assertThat(after(AWAITING_DOCTOR, new Refuse(1, DOCTOR, T))).isEqualTo(DECLINED);
    }

    private static Request request(int number) {
        return Request.submitted(
                new RequestId(new PairId("abcdefghijklmnopqrstuvwxyz"), number),
                "tongren",
                new PatientId("P1"),
                new DoctorId("D1"),
                Purpose.MEDICATION_ADJUSTMENT,
                "sealed",
                Request.Wish.WECOM,
                null,
                Request.Route.PATIENT_PAGE,
                T);
    }

    private static Permit permit(long consentSequence, @Nullable Instant earliest) {
        return new Permit(
                List.of("WECOM", "HOSPITAL_APP"),
                null,
                30,
                List.of("NO_GIFTS"),
                null,
                earliest,
                List.of(APP),
                consentSequence,
                T);
    }

    private static Contact contact(String channel, Instant startsAt) {
        return new Contact(
                channel,
                Purpose.MEDICATION_ADJUSTMENT,
                null,
                List.of("NO_GIFTS"),
                startsAt,
                startsAt.plus(Duration.ofDays(30)),
                null,
                null);
    }

    private static InContact inContact(Request request, Contact contact, Instant granted) {
        return new InContact(request, contact, new Pair.Reminder(1, granted.plus(LIMITS.reminder())), null);
    }

    private static Settled over(Pair.Open open, Outcome outcome, String reason, List<Alternative> alternatives) {
        return new Settled(open.request(), outcome, reason, LATER, alternatives, null, null);
    }

    private static RequestExpired expired(Pair.Open open, String reason, List<Alternative> alternatives, Instant at) {
        return new RequestExpired(new Settled(open.request(), Outcome.EXPIRED, reason, at, alternatives, null, null));
    }

    private static RequestDeclined offered(Alternative alternative) {
        return new RequestDeclined(new Settled(
                ANSWERED,
                Outcome.DECLINED,
                "alternative-offered",
                LATER,
                List.of(alternative),
                null,
                LATER.plus(LIMITS.coolDown())));
    }

    private static ContactEnded ended(EndedBy by, String reason, List<Alternative> alternatives) {
        return new ContactEnded(new Settled(
                ANSWERED,
                Outcome.ENDED,
                reason,
                LATER,
                alternatives,
                IN_CONTACT.contact().ended(by, LATER),
                null));
    }

    private static Pair after(Pair before, PairCommand command) {
        return switch (DECIDER.decide(before, command)) {
            case Decision.Accepted<PairEvent, PairRejection>(var events) -> {
                Pair pair = before;
                for (PairEvent event : events) {
                    pair = DECIDER.evolve(pair, event);
                }
                yield pair;
            }
            case Decision.Rejected<PairEvent, PairRejection>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Given given(Pair pair) {
        return new Given(pair);
    }

    private record Given(Pair pair) {
        When when(PairCommand command) {
            return new When(DECIDER.decide(pair, command));
        }
    }

    private record When(Decision<PairEvent, PairRejection> decision) {
        void then(PairEvent... events) {
            assertThat(decision).isEqualTo(Decision.accept(events));
        }

        void thenNothing() {
            assertThat(decision).isEqualTo(new Decision.Accepted<>(List.of()));
        }

        void refused(PairRejection reason) {
            assertThat(decision).isEqualTo(Decision.reject(reason));
        }
    }
}
