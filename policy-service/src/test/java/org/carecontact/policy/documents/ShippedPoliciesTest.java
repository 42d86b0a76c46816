package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.policy.cases.domain.Given.MONDAY_10;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Encounter.Kind;
import org.carecontact.policy.facts.domain.Encounter.Status;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Assessment.Alternative;
import org.carecontact.policy.rules.domain.Assessment.Answered;
import org.carecontact.policy.rules.domain.Assessment.Verdict;
import org.carecontact.policy.rules.domain.Effect.Awaited;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Authority;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.VisitId;
import org.junit.jupiter.api.Test;

/** P1–P4: the shipped documents and the sandbox's hospitals, case by case, with the cases of the two articles. */
public class ShippedPoliciesTest {

    /** The hospitals that the sandbox simulates. */
    public static final Path HOSPITALS = Path.of("..", "sandbox", "src", "main", "resources", "hospitals");

    private static final Policies POLICIES = PolicyDocuments.read(HOSPITALS);

    private static final Given PUBLIC = Given.at("tongren", "cardiology", Kind.AMB);
    private static final Given PRIVATE = Given.at("meiyan", "dermatology", Kind.AMB);
    private static final Given ONLINE = Given.at("yunyi", "online-general", Kind.VR);

    // ---- P2: institution types, layers ----

    @Test
    void a_public_tertiary_hospital_permits_its_official_platform() {
        Assessment said = POLICIES.assess(PUBLIC.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.channels()).containsExactly(Channel.WECOM, Channel.HOSPITAL_APP);
        assertThat(said.hours()).isEqualTo(new Hours("08:00", "20:00", List.of(1, 2, 3, 4, 5, 6, 7)));
        assertThat(said.contactDays()).isEqualTo(60);
        assertThat(said.papers()).containsExactly(Paper.CONSENT);
        assertThat(said.signer()).isEqualTo(Signer.PATIENT);
        assertThat(said.scene()).isEqualTo(Scene.OUTPATIENT);
        assertThat(said.earliestDelivery()).isNull();
        assertThat(said.policies())
                .containsExactly(
                        "national@3",
                        "institution-public-tertiary@2",
                        "hospital-tongren@2",
                        "doctor-defaults@1",
                        "doctor@1");
        assertThat(said.verdicts())
                .containsExactly(
                        new Verdict(Principle.NECESSITY, true, List.of("care-after-an-encounter")),
                        new Verdict(Principle.SAFETY, true, List.of("old-enough", "written-consent")),
                        new Verdict(
                                Principle.BOUNDARY,
                                true,
                                List.of(
                                        "doctor-rules",
                                        "national-terms",
                                        "outpatient-timing",
                                        "through-the-official-platform",
                                        "tongren-terms")));
    }

    @Test
    void a_public_tertiary_hospital_refuses_personal_wechat_and_offers_its_platform() {
        Assessment said = denied(PUBLIC.wishing(Wish.PERSONAL_WECHAT), Principle.BOUNDARY, "official-platform-only");
        assertThat(kinds(said)).containsExactly(Remedy.WECOM, Remedy.HOSPITAL_APP, Remedy.FOLLOW_UP_SYSTEM);
    }

    @Test
    void a_private_specialty_hospital_needs_the_service_agreement_besides_the_consent() {
        assertThat(POLICIES.assess(PRIVATE.before().facts()).papers())
                .containsExactly(Paper.CONSENT, Paper.SERVICE_AGREEMENT);
        Assessment said = POLICIES.assess(PRIVATE.wishing(Wish.WECOM).facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.channels()).startsWith(Channel.WECOM).doesNotContain(Channel.PERSONAL_WECHAT);
        denied(PRIVATE.signedBy(Signer.PATIENT, Paper.CONSENT), Principle.SAFETY, "paper-missing");
    }

    @Test
    void personal_wechat_needs_every_layer_and_the_rest_is_offered_instead() {
        Assessment said = denied(PRIVATE.wishing(Wish.PERSONAL_WECHAT), Principle.BOUNDARY, "wish-not-left");
        assertThat(kinds(said))
                .containsExactly(Remedy.WECOM, Remedy.HOSPITAL_APP, Remedy.OFFICIAL_ACCOUNT, Remedy.CLINIC_PHONE);
    }

    @Test
    void an_internet_hospital_permits_its_certified_accounts_after_an_online_consultation() {
        Assessment said = POLICIES.assess(ONLINE.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.channels()).containsExactly(Channel.HOSPITAL_APP, Channel.OFFICIAL_ACCOUNT);
        assertThat(said.scene()).isEqualTo(Scene.ONLINE);
        denied(ONLINE.wishing(Wish.WECOM), Principle.BOUNDARY, "wish-not-left");
        denied(
                ONLINE.after(encounter(Kind.AMB, Status.FINISHED, "online-general", AgeBand.ADULT)),
                Principle.NECESSITY,
                "online-encounter-only");
    }

    @Test
    void a_layer_that_lists_what_it_permits_denies_the_rest() {
        denied(
                ONLINE.after(encounter(Kind.AMB, Status.FINISHED, "online-general", AgeBand.ADULT)),
                Principle.BOUNDARY,
                "not-permitted-here");
    }

    @Test
    void an_institution_of_no_known_type_is_treated_by_its_ownership() {
        PolicyDocument document = DocumentParser.parse("clinic.yaml", """
            layer: hospital
            name: hospital-clinic
            version: 1
            from: 2026-01-01
            title: {zh: 诊所, en: A clinic}
            source: house
            hospital:
              id: clinic
              name: {zh: 诊所, en: A clinic}
              ownership: PRIVATE
              zone: Asia/Shanghai
              alternatives: {FRONT_DESK: "tel:1"}
              departments: [{code: general, name: {zh: 全科, en: General}}]
            rules: []
            """);
        assertThat(document.hospital())
                .satisfies(hospital -> assertThat(hospital)
                        .isNotNull()
                        .extracting(one -> one.type().name())
                        .isEqualTo("PRIVATE_SPECIALTY"));
    }

    // ---- P3: plastic surgery ----

    @Test
    void plastic_surgery_refuses_by_default_and_says_that_it_is_not_arrogance() {
        Given surgery = Given.at("meiyan", "plastic-surgery", Kind.AMB);
        for (Wish wish : List.of(Wish.PERSONAL_WECHAT, Wish.WECOM, Wish.ANY)) {
            Assessment said =
                    denied(surgery.wishing(wish), Principle.BOUNDARY, "no-personal-contact-in-plastic-surgery");
            assertThat(said.alternatives())
                    .containsExactly(
                            new Alternative(Remedy.OFFICIAL_ACCOUNT, "https://meiyan.example/official-account"),
                            new Alternative(Remedy.CLINIC_PHONE, "tel:+862180020010"));
            assertThat(said.policies()).contains("department-plastic-surgery@2");
        }
        assertThat(new Wordings()
                        .of(POLICIES.at("meiyan"), "no-personal-contact-in-plastic-surgery")
                        .zh())
                .contains("并非傲慢或冷漠");
        // Consent can't change it, so nobody is asked to sign for nothing.
        assertThat(POLICIES.assess(surgery.before().facts()).outcome()).isEqualTo(Outcome.DENY);
    }

    // ---- P1: necessity ----

    @Test
    void convenience_alone_is_no_medical_need() {
        Assessment said = denied(PUBLIC.forPurpose("CONVENIENCE"), Principle.NECESSITY, "convenience-is-no-need");
        assertThat(kinds(said)).containsExactly(Remedy.HOSPITAL_APP, Remedy.OFFICIAL_ACCOUNT, Remedy.FRONT_DESK);
    }

    @Test
    void a_purpose_that_the_rules_do_not_know_is_refused() {
        denied(PUBLIC.forPurpose("TELEPATHY"), Principle.NECESSITY, "purpose-unknown");
    }

    @Test
    void who_never_saw_this_doctor_is_sent_to_an_appointment() {
        denied(PUBLIC.after(), Principle.NECESSITY, "no-encounter");
        denied(PUBLIC.after().before(), Principle.NECESSITY, "no-encounter");
    }

    @Test
    void a_cancelled_visit_is_no_visit() {
        denied(
                PUBLIC.after(encounter(Kind.AMB, Status.CANCELLED, "cardiology", AgeBand.ADULT)),
                Principle.NECESSITY,
                "no-encounter");
    }

    @Test
    void a_visit_of_more_than_a_year_ago_is_too_old() {
        denied(
                PUBLIC.after(finished(Kind.AMB, MONDAY_10.minus(Duration.ofDays(366)))),
                Principle.NECESSITY,
                "encounter-too-old");
        assertThat(POLICIES.assess(PUBLIC.after(finished(Kind.AMB, MONDAY_10.minus(Duration.ofDays(364))))
                                .facts())
                        .outcome())
                .isEqualTo(Outcome.PERMIT);
    }

    @Test
    void an_emergency_visit_alone_makes_no_relation() {
        denied(PUBLIC.after(finished(Kind.EMER, MONDAY_10)), Principle.NECESSITY, "emergency-visit-only");
    }

    // ---- P1: deferrals and the moment of delivery ----

    @Test
    void in_mid_consultation_the_decision_waits_but_the_signature_need_not() {
        Given inside = PUBLIC.after(encounter(Kind.AMB, Status.IN_PROGRESS, "cardiology", AgeBand.ADULT));
        assertThat(POLICIES.assess(inside.before().facts()).outcome()).isEqualTo(Outcome.PERMIT);
        Assessment said = POLICIES.assess(inside.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.DEFER);
        assertThat(said.waitsFor()).isEqualTo(Awaited.ENCOUNTER_FINISHED);
        assertThat(said.verdicts()).contains(new Verdict(Principle.BOUNDARY, false, List.of("wait-for-the-end")));
        assertThat(said.channels()).isEmpty();
    }

    @Test
    void a_deny_outweighs_the_waiting() {
        Given inside = PUBLIC.after(encounter(Kind.AMB, Status.IN_PROGRESS, "cardiology", AgeBand.ADULT))
                .wishing(Wish.PERSONAL_WECHAT);
        assertThat(POLICIES.assess(inside.facts()).outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void on_the_ward_one_may_ask_during_the_stay_for_a_shorter_contact() {
        Given admitted = PUBLIC.after(encounter(Kind.IMP, Status.IN_PROGRESS, "cardiology", AgeBand.ADULT));
        Assessment said = POLICIES.assess(admitted.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.scene()).isEqualTo(Scene.INPATIENT);
        assertThat(said.contactDays()).isEqualTo(30);
    }

    @Test
    void r7_a_round_is_no_time_for_outpatients_but_is_the_time_for_the_ward() {
        Given admitted = PUBLIC.after(encounter(Kind.IMP, Status.IN_PROGRESS, "cardiology", AgeBand.ADULT));
        assertThat(POLICIES.assess(PUBLIC.with(onRound()).facts()).earliestDelivery())
                .isEqualTo(MONDAY_10.plusSeconds(3600));
        assertThat(POLICIES.assess(admitted.with(onRound()).facts()).earliestDelivery())
                .isNull();
    }

    @Test
    void p5_trust_signals_advise_and_never_decide() {
        Assessment poor = POLICIES.assess(
                PUBLIC.facts(new History(9, History.Signal.POOR, History.Signal.POOR, History.Signal.POOR)));
        assertThat(poor.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(poor.obligations()).contains(Obligation.FAQ_FIRST, Obligation.CONCISE);
        assertThat(POLICIES.assess(PUBLIC.facts()).obligations())
                .contains(Obligation.NO_IMAGES)
                .doesNotContain(Obligation.FAQ_FIRST);
    }

    @Test
    void an_operating_doctor_is_asked_afterwards() {
        Instant end = MONDAY_10.plus(Duration.ofHours(2));
        DoctorFacts doctor = doctor(null, new Slot(Slot.Kind.SURGERY, MONDAY_10.minusSeconds(60), end));
        assertThat(POLICIES.assess(PUBLIC.with(doctor).facts()).earliestDelivery())
                .isEqualTo(end);
    }

    @Test
    void after_the_operation_the_hours_still_count() {
        Hours mornings = new Hours("08:00", "12:00", List.of(1, 2, 3, 4, 5));
        DoctorFacts doctor =
                doctor(mornings, new Slot(Slot.Kind.SURGERY, MONDAY_10, MONDAY_10.plus(Duration.ofHours(3))));
        assertThat(POLICIES.assess(PUBLIC.with(doctor).facts()).earliestDelivery())
                .isEqualTo(Instant.parse("2026-11-24T00:00:00Z")); // Tuesday, 08:00 in Shanghai
    }

    @Test
    void at_night_the_doctor_is_asked_in_the_morning_of_the_hospitals_zone() {
        Instant elevenAtNight = Instant.parse("2026-11-23T15:00:00Z");
        assertThat(POLICIES.assess(PUBLIC.at(elevenAtNight).facts()).earliestDelivery())
                .isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
    }

    @Test
    void a_doctor_who_is_away_too_long_is_not_waited_for() {
        DoctorFacts away = doctor(null, new Slot(Slot.Kind.SURGERY, MONDAY_10, MONDAY_10.plus(Duration.ofDays(20))));
        denied(PUBLIC.with(away), Principle.BOUNDARY, "doctor-away");
        // The signature may take days, so it is no reason beforehand.
        assertThat(POLICIES.assess(PUBLIC.with(away).before().facts()).outcome())
                .isEqualTo(Outcome.PERMIT);
    }

    // ---- P4: the doctor's own rules ----

    @Test
    void a_doctor_who_has_not_opted_in_is_not_asked() {
        DoctorFacts unwilling = Given.doctor(true, "cardiology", false, List.of(), null, List.of(), 0);
        Assessment said = denied(PUBLIC.with(unwilling).before(), Principle.BOUNDARY, "doctor-not-opted-in");
        assertThat(kinds(said)).doesNotContain(Remedy.WECOM).isNotEmpty();
    }

    @Test
    void a_doctor_who_left_and_one_of_whom_nothing_is_known_are_not_asked() {
        DoctorFacts left = Given.doctor(false, "cardiology", true, List.of(Channel.WECOM), null, List.of(), 1);
        denied(PUBLIC.with(left), Principle.BOUNDARY, "doctor-not-listed");
        denied(PUBLIC.with(DoctorFacts.UNKNOWN), Principle.BOUNDARY, "doctor-unknown");
    }

    @Test
    void the_doctors_channels_and_hours_narrow_the_others() {
        Hours evenings = new Hours("17:00", "23:00", List.of(1, 3));
        DoctorFacts doctor =
                Given.doctor(true, "cardiology", true, List.of(Channel.HOSPITAL_APP), evenings, List.of(), 4);
        Assessment said = POLICIES.assess(PUBLIC.with(doctor).facts());
        assertThat(said.channels()).containsExactly(Channel.HOSPITAL_APP);
        assertThat(said.hours()).isEqualTo(new Hours("17:00", "20:00", List.of(1, 3)));
        assertThat(said.policies()).contains("doctor@4");
    }

    @Test
    void a_doctor_whose_channels_the_hospital_does_not_use_leaves_none() {
        DoctorFacts doctor =
                Given.doctor(true, "cardiology", true, List.of(Channel.PERSONAL_WECHAT), null, List.of(), 1);
        denied(PUBLIC.with(doctor), Principle.BOUNDARY, "no-channel-left");
        DoctorFacts nights = Given.doctor(
                true,
                "cardiology",
                true,
                List.of(Channel.WECOM),
                new Hours("21:00", "23:00", List.of(1)),
                List.of(),
                1);
        denied(PUBLIC.with(nights), Principle.BOUNDARY, "no-hours-left");
    }

    @Test
    void the_doctors_rules_answer_what_they_cover_and_only_what_policy_permits() {
        AutoAnswer yes = new AutoAnswer(List.of(), List.of("FOLLOW_UP_VISIT"), AutoAnswer.Answer.ACCEPT, null);
        assertThat(answered(PUBLIC.with(answering(yes)))).isEqualTo(new Answered(AutoAnswer.Answer.ACCEPT, null));
        assertThat(answered(PUBLIC.with(answering(yes)).before())).isNull();
        assertThat(answered(PUBLIC.with(answering(yes)).aged(AgeBand.UNKNOWN))).isNull();
        assertThat(answered(PUBLIC.with(
                        answering(new AutoAnswer(List.of(), List.of("CHRONIC_CARE"), AutoAnswer.Answer.ACCEPT, null)))))
                .isNull();
        assertThat(answered(PUBLIC.with(answering(new AutoAnswer(
                        List.of(Scene.ONLINE), List.of("FOLLOW_UP_VISIT"), AutoAnswer.Answer.ACCEPT, null)))))
                .isNull();
    }

    @Test
    void of_several_answers_the_most_restrictive_holds_in_whatever_order() {
        AutoAnswer yes = new AutoAnswer(List.of(), List.of("FOLLOW_UP_VISIT"), AutoAnswer.Answer.ACCEPT, null);
        AutoAnswer desk = new AutoAnswer(List.of(), List.of(), AutoAnswer.Answer.OFFER_ALTERNATIVE, Remedy.FRONT_DESK);
        AutoAnswer app = new AutoAnswer(List.of(), List.of(), AutoAnswer.Answer.OFFER_ALTERNATIVE, Remedy.HOSPITAL_APP);
        AutoAnswer no = new AutoAnswer(List.of(Scene.OUTPATIENT), List.of(), AutoAnswer.Answer.REFUSE, null);
        for (List<AutoAnswer> all :
                List.of(List.of(yes, desk, app), List.of(app, yes, desk), List.of(desk, app, yes))) {
            assertThat(answered(PUBLIC.with(answering(all.toArray(AutoAnswer[]::new)))))
                    .extracting("answer", "alternative.kind")
                    .containsExactly(AutoAnswer.Answer.OFFER_ALTERNATIVE, Remedy.HOSPITAL_APP);
        }
        for (List<AutoAnswer> all : List.of(List.of(yes, no, app), List.of(app, no, yes), List.of(no, app, yes))) {
            assertThat(answered(PUBLIC.with(answering(all.toArray(AutoAnswer[]::new)))))
                    .isEqualTo(new Answered(AutoAnswer.Answer.REFUSE, null));
        }
    }

    private static @org.jspecify.annotations.Nullable Answered answered(Given given) {
        return POLICIES.assess(given.facts()).autoAnswer();
    }

    private static DoctorFacts answering(AutoAnswer... answers) {
        DoctorRules rules = new DoctorRules(
                true,
                List.of(Channel.values()),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(answers),
                1,
                null);
        return new DoctorFacts(true, "cardiology", rules, List.of(), 0);
    }

    // ---- P1: safety, minors and family ----

    @Test
    void a_child_under_fourteen_does_not_ask_alone() {
        denied(PUBLIC.aged(AgeBand.UNDER_14).before(), Principle.SAFETY, "child-asks-alone");
    }

    @Test
    void a_parent_asks_and_signs_for_a_child_under_fourteen_on_narrower_terms() {
        Given child = PUBLIC.aged(AgeBand.UNDER_14).by(Requester.FAMILY, "PARENT");
        assertThat(POLICIES.assess(child.before().facts()).signer()).isEqualTo(Signer.GUARDIAN);
        denied(child, Principle.SAFETY, "wrong-signer"); // signed by the patient
        Assessment said =
                POLICIES.assess(child.signedBy(Signer.GUARDIAN, Paper.CONSENT).facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.contactDays()).isEqualTo(30);
    }

    @Test
    void family_that_is_not_the_guardian_does_not_ask_for_a_child() {
        Given child = PUBLIC.aged(AgeBand.UNDER_14).before();
        denied(child.by(Requester.FAMILY, "SIBLING"), Principle.SAFETY, "not-the-guardian");
        denied(child.by(Requester.FAMILY, null), Principle.SAFETY, "relation-unknown");
    }

    @Test
    void from_fourteen_to_seventeen_the_patient_signs_whoever_asks() {
        for (Given youth : List.of(
                PUBLIC.aged(AgeBand.FROM_14_TO_17),
                PUBLIC.aged(AgeBand.FROM_14_TO_17).by(Requester.FAMILY, "PARENT"))) {
            Assessment said = POLICIES.assess(youth.facts());
            assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
            assertThat(said.signer()).isEqualTo(Signer.PATIENT);
            assertThat(said.contactDays()).isEqualTo(30);
        }
    }

    @Test
    void family_of_an_adult_signs_only_where_its_authority_is_attested() {
        Given stated = PUBLIC.by(Requester.FAMILY, "SPOUSE").signedBy(Signer.FAMILY, Paper.CONSENT);
        assertThat(denied(stated, Principle.SAFETY, "wrong-signer").signer()).isEqualTo(Signer.PATIENT);
        assertThat(POLICIES.assess(
                                stated.signedBy(Signer.PATIENT, Paper.CONSENT).facts())
                        .outcome())
                .isEqualTo(Outcome.PERMIT);

        Given family = PUBLIC.by(Requester.FAMILY, "SPOUSE", Authority.WRITTEN_AUTHORIZATION)
                .signedBy(Signer.FAMILY, Paper.CONSENT);
        Assessment said = POLICIES.assess(family.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.PERMIT);
        assertThat(said.signer()).isEqualTo(Signer.FAMILY);
    }

    @Test
    void an_unknown_age_is_refused() {
        denied(PUBLIC.aged(AgeBand.UNKNOWN), Principle.SAFETY, "age-band-unknown");
    }

    // ---- what is not known ----

    @Test
    void a_hospital_without_a_document_grants_nothing_and_still_says_where_to_turn() {
        Assessment said = denied(Given.at("nowhere", "cardiology", Kind.AMB), Principle.SAFETY, "hospital-unknown");
        assertThat(said.alternatives()).containsExactly(new Alternative(Remedy.FRONT_DESK, "tel:12320"));
        assertThat(said.institutionType()).isEqualTo("UNKNOWN");
    }

    @Test
    void a_department_that_the_hospital_does_not_list_is_waited_for_and_not_held_against_the_patient() {
        Given unmapped = Given.at("tongren", "plastic-surgery", Kind.AMB);
        Assessment said = POLICIES.assess(unmapped.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.DEFER);
        assertThat(said.waitsFor()).isEqualTo(Awaited.DEPARTMENT);
        assertThat(said.verdicts().get(1).reasons()).contains("department-unknown");
        assertThat(said.decideAgainAt()).isAfter(unmapped.now());
        assertThat(POLICIES.assess(unmapped.before().facts()).outcome()).isEqualTo(Outcome.PERMIT);
    }

    @Test
    void an_encounter_of_unknown_class_waits_while_it_is_open_and_is_refused_when_it_is_over() {
        Assessment said =
                POLICIES.assess(PUBLIC.after(encounter(Kind.UNKNOWN, Status.FINISHED, "cardiology", AgeBand.ADULT))
                        .facts());
        assertThat(said.outcome()).isEqualTo(Outcome.DENY);
        assertThat(reasons(said, Principle.NECESSITY)).contains("scene-unknown");
    }

    @Test
    void every_alternative_of_every_refusal_has_a_link_of_the_hospital() {
        Assessment said = denied(
                Given.at("yunyi", "online-general", Kind.VR).wishing(Wish.PERSONAL_WECHAT),
                Principle.BOUNDARY,
                "wish-not-left");
        assertThat(said.alternatives()).allSatisfy(one -> assertThat(one.link()).matches("https://yunyi\\.example/.+"));
    }

    // ---- the documents themselves ----

    @Test
    void every_shipped_rule_makes_a_difference_to_some_case() {
        List<PolicyDocument> documents = new ArrayList<>(PolicyDocuments.shipped());
        documents.addAll(PolicyDocuments.of(HOSPITALS));
        List<Facts> cases = Stream.concat(
                        cases().map(Given::facts),
                        Stream.of(PUBLIC.facts(
                                new History(9, History.Signal.GOOD, History.Signal.POOR, History.Signal.GOOD))))
                .toList();
        for (PolicyDocument document : documents) {
            for (Rule rule : document.layer().rules()) {
                Policies without = without(documents, rule);
                assertThat(cases)
                        .as(rule.id())
                        .anyMatch(facts -> !POLICIES.assess(facts).equals(without.assess(facts)));
            }
        }
    }

    private static Stream<Given> cases() {
        Given child = PUBLIC.aged(AgeBand.UNDER_14);
        return Stream.of(
                PUBLIC,
                PRIVATE,
                ONLINE,
                PUBLIC.wishing(Wish.PERSONAL_WECHAT),
                PUBLIC.forPurpose("CONVENIENCE"),
                PUBLIC.after(),
                PUBLIC.after(finished(Kind.AMB, MONDAY_10.minus(Duration.ofDays(400)))),
                PUBLIC.after(finished(Kind.EMER, MONDAY_10)),
                PUBLIC.after(finished(Kind.IMP, MONDAY_10)),
                PUBLIC.after(encounter(Kind.AMB, Status.IN_PROGRESS, "cardiology", AgeBand.ADULT)),
                PUBLIC.with(Given.doctor(true, "cardiology", false, List.of(), null, List.of(), 0)),
                PUBLIC.with(Given.doctor(false, "cardiology", true, List.of(Channel.WECOM), null, List.of(), 0)),
                PUBLIC.aged(AgeBand.FROM_14_TO_17),
                PUBLIC.by(Requester.FAMILY, "CHILD").before(),
                child,
                child.by(Requester.FAMILY, "SIBLING"),
                child.by(Requester.FAMILY, "PARENT").signedBy(Signer.GUARDIAN, Paper.CONSENT),
                ONLINE.after(finished(Kind.AMB, MONDAY_10)),
                Given.at("meiyan", "plastic-surgery", Kind.AMB),
                PUBLIC.with(rules(null, List.of(Scene.INPATIENT), List.of(), null)),
                PUBLIC.with(rules(null, List.of(), List.of("REPORT_DELIVERY"), null)),
                PUBLIC.with(rules(0, List.of(), List.of(), null)),
                PUBLIC.with(rules(
                        null,
                        List.of(),
                        List.of(),
                        new DoctorRules.Absence(MONDAY_10.minusSeconds(1), MONDAY_10.plusSeconds(1), "D2"))),
                PUBLIC.with(onRound()),
                ONLINE.with(onRound()));
    }

    private static Policies without(List<PolicyDocument> documents, Rule rule) {
        return new Policies(
                documents.stream()
                        .map(PolicyDocument::layer)
                        .map(layer -> new Layer(
                                layer.level(),
                                layer.name(),
                                layer.appliesTo(),
                                layer.version(),
                                layer.title(),
                                layer.source(),
                                layer.from(),
                                layer.rules().stream()
                                        .filter(one -> !one.equals(rule))
                                        .toList()))
                        .toList(),
                documents.stream()
                        .map(PolicyDocument::hospital)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static DoctorFacts rules(
            @org.jspecify.annotations.Nullable Integer capacity,
            List<Scene> scenes,
            List<String> purposes,
            DoctorRules.@org.jspecify.annotations.Nullable Absence absence) {
        DoctorRules rules = new DoctorRules(
                true, List.of(Channel.values()), null, capacity, scenes, purposes, absence, null, List.of(), 1, null);
        return new DoctorFacts(true, "cardiology", rules, List.of(), 0);
    }

    private static DoctorFacts onRound() {
        return Given.doctor(
                true,
                "cardiology",
                true,
                List.of(Channel.values()),
                null,
                List.of(new Slot(Slot.Kind.ROUND, MONDAY_10.minusSeconds(60), MONDAY_10.plusSeconds(3600))),
                1);
    }

    private static DoctorFacts doctor(@org.jspecify.annotations.Nullable Hours hours, Slot... busy) {
        return Given.doctor(true, "cardiology", true, List.of(Channel.values()), hours, List.of(busy), 1);
    }

    private static Encounter encounter(Kind kind, Status status, String department, AgeBand age) {
        return Given.encounter(kind, status, department, age);
    }

    private static Encounter finished(Kind kind, Instant at) {
        return new Encounter(new VisitId("V1"), 2, kind, Status.FINISHED, AgeBand.ADULT, "cardiology", at, at);
    }

    private static Assessment denied(Given given, Principle principle, String reason) {
        Assessment said = POLICIES.assess(given.facts());
        assertThat(said.outcome()).isEqualTo(Outcome.DENY);
        assertThat(reasons(said, principle)).contains(reason);
        assertThat(said.verdicts())
                .filteredOn(verdict -> verdict.principle() == principle)
                .noneMatch(Verdict::pass);
        assertThat(said.alternatives()).isNotEmpty();
        return said;
    }

    private static List<String> reasons(Assessment said, Principle principle) {
        return said.verdicts().get(principle.ordinal()).reasons();
    }

    private static List<Remedy> kinds(Assessment said) {
        return said.alternatives().stream().map(Alternative::kind).toList();
    }
}
