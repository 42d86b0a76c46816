package org.carecontact.consent.forms.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.consent.forms.domain.FormCommand.ActivateForm;
import org.carecontact.consent.forms.domain.FormCommand.DiscardDraft;
import org.carecontact.consent.forms.domain.FormCommand.DraftForm;
import org.carecontact.consent.forms.domain.FormCommand.EndAsking;
import org.carecontact.consent.forms.domain.FormCommand.ResumeAsking;
import org.carecontact.consent.forms.domain.FormEvent.AskingEnded;
import org.carecontact.consent.forms.domain.FormEvent.AskingResumed;
import org.carecontact.consent.forms.domain.FormEvent.DraftDiscarded;
import org.carecontact.consent.forms.domain.FormEvent.FormActivated;
import org.carecontact.consent.forms.domain.FormEvent.FormDrafted;
import org.carecontact.consent.forms.domain.FormRejection.DraftedBySamePerson;
import org.carecontact.consent.forms.domain.FormRejection.NoSuchVersion;
import org.carecontact.consent.forms.domain.FormRejection.NotADraft;
import org.carecontact.consent.forms.domain.FormRejection.SectionsAmbiguous;
import org.carecontact.consent.forms.domain.FormRejection.SectionsMissing;
import org.carecontact.consent.forms.domain.FormRejection.TooManyDrafts;
import org.carecontact.consent.forms.domain.FormRejection.TooManyLanguages;
import org.carecontact.consent.forms.domain.FormRejection.TooManyOwnDrafts;
import org.carecontact.consent.forms.domain.FormRejection.VersionRetired;
import org.carecontact.kernel.decider.Decision;
import org.junit.jupiter.api.Test;

class FormDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant T1 = T0.plusSeconds(60);
    private static final FormDecider DECIDER = new FormDecider();

    @Test
    void a_new_wording_is_a_draft() {
        Decision<FormEvent, FormRejection> decided =
                DECIDER.decide(DECIDER.initial(), draft("zh", sections(FormDecider.OF_A_CONSENT)));

        assertThat(decided).isEqualTo(Decision.accept(new FormDrafted(version(1, "zh"))));
        assertThat(form(new FormDrafted(version(1, "zh"))).active("zh")).isEmpty();
    }

    @Test
    void versions_are_counted_over_all_languages() {
        Decision<FormEvent, FormRejection> decided = DECIDER.decide(
                form(new FormDrafted(version(1, "zh"))), draft("en", sections(FormDecider.OF_A_CONSENT)));

        assertThat(decided).isEqualTo(Decision.accept(new FormDrafted(version(2, "en"))));
    }

    @Test
    void a_consent_that_does_not_tell_all_is_refused_and_what_is_missing_is_named() {
        Decision<FormEvent, FormRejection> decided =
                DECIDER.decide(DECIDER.initial(), draft("zh", sections(List.of("risks", "boundary"))));

        assertThat(decided)
                .isEqualTo(Decision.reject(new SectionsMissing(
                        List.of("information-use", "supervision", "right-to-cancel", "health-data"))));
    }

    @Test
    void a_consent_may_tell_more() {
        List<String> more = new ArrayList<>(FormDecider.OF_A_CONSENT);
        more.add("cosmetic-surgery");

        assertThat(DECIDER.decide(DECIDER.initial(), draft("zh", sections(more))))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_section_id_can_not_come_twice() {
        List<String> twice = new ArrayList<>(FormDecider.OF_A_CONSENT);
        twice.add("risks");

        assertThat(DECIDER.decide(DECIDER.initial(), draft("zh", sections(twice))))
                .isEqualTo(Decision.reject(new SectionsAmbiguous(List.of("risks"))));
    }

    @Test
    void the_sections_of_consent_and_service_agreement_can_be_told_apart() {
        List<String> mixed = new ArrayList<>(FormDecider.OF_A_CONSENT);
        mixed.add("service-fees");

        assertThat(DECIDER.decide(DECIDER.initial(), draft("zh", sections(mixed))))
                .isEqualTo(Decision.reject(new SectionsAmbiguous(List.of("service-fees"))));
        assertThat(DECIDER.decide(
                        DECIDER.initial(),
                        new DraftForm(
                                DocumentKind.SERVICE_AGREEMENT,
                                "zh",
                                "t",
                                sections(List.of("service-fees", "risks")),
                                365,
                                "sha",
                                false,
                                "S1",
                                T0)))
                .isEqualTo(Decision.reject(new SectionsAmbiguous(List.of("risks"))));
    }

    @Test
    void one_person_can_have_few_drafts_only_and_does_not_block_another() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "zh")),
                new FormDrafted(version(3, "zh")));

        assertThat(DECIDER.decide(form, draft("zh", sections(FormDecider.OF_A_CONSENT))))
                .isEqualTo(Decision.reject(new TooManyOwnDrafts()));
        assertThat(DECIDER.decide(form, draft("zh", sections(FormDecider.OF_A_CONSENT), "S2")))
                .isEqualTo(Decision.accept(new FormDrafted(version(4, "zh", "S2"))));
    }

    @Test
    void a_form_has_a_limited_number_of_open_drafts() {
        FormEvent[] drafts = IntStream.rangeClosed(1, FormDecider.MOST_DRAFTS)
                .mapToObj(i -> new FormDrafted(version(i, "zh", "S" + i)))
                .toArray(FormEvent[]::new);

        assertThat(DECIDER.decide(form(drafts), draft("zh", sections(FormDecider.OF_A_CONSENT), "S99")))
                .isEqualTo(Decision.reject(new TooManyDrafts()));
    }

    @Test
    void a_discarded_draft_makes_room_and_can_not_be_activated() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "zh")),
                new FormDrafted(version(3, "zh")),
                new DraftDiscarded(3, T1));

        assertThat(DECIDER.decide(form, draft("zh", sections(FormDecider.OF_A_CONSENT))))
                .isEqualTo(Decision.accept(new FormDrafted(version(4, "zh"))));
        assertThat(DECIDER.decide(form, new ActivateForm("tongren", DocumentKind.CONSENT, 3, "S2", T1)))
                .isEqualTo(Decision.reject(new VersionRetired()));
        assertThat(DECIDER.decide(form, new DiscardDraft(3, T1))).isEqualTo(Decision.accept());
        assertThat(DECIDER.decide(form, new DiscardDraft(2, T1))).isEqualTo(Decision.accept(new DraftDiscarded(2, T1)));
        assertThat(DECIDER.decide(form, new DiscardDraft(9, T1))).isEqualTo(Decision.reject(new NoSuchVersion()));
    }

    @Test
    void an_active_version_can_not_be_discarded() {
        Form form = form(new FormDrafted(version(1, "zh")), new FormActivated("tongren", DocumentKind.CONSENT, 1, T0));

        assertThat(DECIDER.decide(form, new DiscardDraft(1, T1))).isEqualTo(Decision.reject(new NotADraft()));
    }

    @Test
    void a_form_takes_two_persons() {
        Form form = form(new FormDrafted(version(1, "zh")));

        assertThat(DECIDER.decide(form, new ActivateForm("tongren", DocumentKind.CONSENT, 1, "S1", T1)))
                .isEqualTo(Decision.reject(new DraftedBySamePerson()));
        assertThat(DECIDER.decide(form, new ActivateForm("tongren", DocumentKind.CONSENT, 1, "S2", T1)))
                .isEqualTo(Decision.accept(new FormActivated("tongren", DocumentKind.CONSENT, 1, T1)));
    }

    @Test
    void a_thousand_versions_leave_only_the_newest_retired_ones_and_go_on_counting() {
        Form form = DECIDER.initial();
        for (int i = 1; i <= 1000; i++) {
            form = DECIDER.evolve(form, new FormDrafted(version(i, "zh")));
            form = DECIDER.evolve(form, new FormActivated("tongren", DocumentKind.CONSENT, i, T1));
        }

        assertThat(form.versions()).hasSize(1 + FormDecider.RETIRED_KEPT);
        assertThat(form.active("zh")).map(FormVersion::version).contains(1000);
        assertThat(form.version(1000 - FormDecider.RETIRED_KEPT)).isPresent();
        assertThat(DECIDER.decide(form, draft("zh", sections(FormDecider.OF_A_CONSENT))))
                .isEqualTo(Decision.accept(new FormDrafted(version(1001, "zh"))));
    }

    @Test
    void a_form_is_active_in_a_limited_number_of_languages() {
        Form form = DECIDER.initial();
        for (int i = 1; i <= FormDecider.MOST_LANGUAGES; i++) {
            form = DECIDER.evolve(form, new FormDrafted(version(i, "l" + (char) ('a' + i))));
            form = DECIDER.evolve(form, new FormActivated("tongren", DocumentKind.CONSENT, i, T1));
        }
        Form another = DECIDER.evolve(form, new FormDrafted(version(11, "zh")));
        Form again = DECIDER.evolve(form, new FormDrafted(version(11, "lb")));

        assertThat(DECIDER.decide(another, new ActivateForm("tongren", DocumentKind.CONSENT, 11, "S2", T1)))
                .isEqualTo(Decision.reject(new TooManyLanguages()));
        assertThat(DECIDER.decide(again, new ActivateForm("tongren", DocumentKind.CONSENT, 11, "S2", T1)))
                .isEqualTo(Decision.accept(new FormActivated("tongren", DocumentKind.CONSENT, 11, T1)));
    }

    @Test
    void an_archived_version_never_changes() {
        ArchiveDecider archive = new ArchiveDecider();
        FormVersion first = version(1, "zh").activated(T0);
        ArchivedForm archived = archive.evolve(archive.initial(), first);

        assertThat(archive.decide(archive.initial(), first)).isEqualTo(Decision.accept(first));
        assertThat(archive.decide(archived, version(1, "en").activated(T1))).isEqualTo(Decision.accept());
    }

    @Test
    void a_version_that_is_not_there_can_not_be_activated() {
        assertThat(DECIDER.decide(
                        form(new FormDrafted(version(1, "zh"))),
                        new ActivateForm("tongren", DocumentKind.CONSENT, 2, "S2", T1)))
                .isEqualTo(Decision.reject(new NoSuchVersion()));
    }

    @Test
    void activating_retires_the_active_version_of_the_same_language_only() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "en")),
                new FormDrafted(version(3, "zh")),
                new FormActivated("tongren", DocumentKind.CONSENT, 1, T0),
                new FormActivated("tongren", DocumentKind.CONSENT, 2, T0),
                new FormActivated("tongren", DocumentKind.CONSENT, 3, T1));

        assertThat(form.active("zh")).map(FormVersion::version).contains(3);
        assertThat(form.active("en")).map(FormVersion::version).contains(2);
        assertThat(form.version(1)).map(FormVersion::retiredAt).contains(T1);
    }

    @Test
    void activating_the_active_version_changes_nothing() {
        assertThat(DECIDER.decide(
                        form(
                                new FormDrafted(version(1, "zh")),
                                new FormActivated("tongren", DocumentKind.CONSENT, 1, T0)),
                        new ActivateForm("tongren", DocumentKind.CONSENT, 1, "S2", T1)))
                .isEqualTo(Decision.accept());
    }

    @Test
    void a_retired_version_does_not_come_back() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "zh")),
                new FormActivated("tongren", DocumentKind.CONSENT, 1, T0),
                new FormActivated("tongren", DocumentKind.CONSENT, 2, T1));

        assertThat(DECIDER.decide(form, new ActivateForm("tongren", DocumentKind.CONSENT, 1, "S2", T1)))
                .isEqualTo(Decision.reject(new VersionRetired()));
    }

    private static Form form(FormEvent... events) {
        Form form = DECIDER.initial();
        for (FormEvent event : events) {
            form = DECIDER.evolve(form, event);
        }
        return form;
    }

    // ---- a version with another meaning

    @Test
    void c7_a_version_with_another_meaning_leaves_its_predecessors_signers_to_be_asked_and_another_wording_nobody() {
        Form meant = form(new FormDrafted(meaning(1)), new FormActivated("tongren", DocumentKind.CONSENT, 1, T0));
        Form worded =
                form(new FormDrafted(version(1, "zh")), new FormActivated("tongren", DocumentKind.CONSENT, 1, T0));

        assertThat(meant.left()).containsExactly(new Asking(1, "zh", T0, T0.plusSeconds(60)));
        assertThat(worded.left()).isEmpty();
        assertThat(form(
                                new FormDrafted(meaning(1)),
                                new FormActivated("tongren", DocumentKind.CONSENT, 1, T0),
                                new FormDrafted(version(2, "zh")),
                                new FormActivated("tongren", DocumentKind.CONSENT, 2, T0))
                        .left())
                .hasSize(1);
    }

    @Test
    void c7_it_is_looked_at_again_every_minute_until_nobody_is_left() {
        Form meant = form(new FormDrafted(meaning(1)), new FormActivated("tongren", DocumentKind.CONSENT, 1, T0));

        assertThat(DECIDER.decide(meant, new ResumeAsking(T0.plusSeconds(59)))).isEqualTo(Decision.accept());
        assertThat(DECIDER.decide(meant, new ResumeAsking(T0.plusSeconds(60))))
                .isEqualTo(Decision.accept(new AskingResumed(T0.plusSeconds(60))));
        assertThat(DECIDER.evolve(meant, new AskingResumed(T0.plusSeconds(60))).left())
                .containsExactly(new Asking(1, "zh", T0, T0.plusSeconds(120)));
        assertThat(DECIDER.decide(meant, new EndAsking(1))).isEqualTo(Decision.accept(new AskingEnded(1)));
        assertThat(DECIDER.decide(meant, new EndAsking(2))).isEqualTo(Decision.accept());
        assertThat(DECIDER.evolve(meant, new AskingEnded(1)).left()).isEmpty();
    }

    private static FormVersion meaning(int number) {
        return new FormVersion(
                number, "zh", "t", sections(FormDecider.OF_A_CONSENT), 365, "sha", "S1", T0, null, null, true);
    }

    private static DraftForm draft(String language, List<Section> sections) {
        return draft(language, sections, "S1");
    }

    private static DraftForm draft(String language, List<Section> sections, String by) {
        return new DraftForm(DocumentKind.CONSENT, language, "t", sections, 365, "sha", false, by, T0);
    }

    private static List<Section> sections(List<String> ids) {
        return ids.stream().map(id -> new Section(id, "text of " + id)).toList();
    }

    private static FormVersion version(int number, String language) {
        return version(number, language, "S1");
    }

    private static FormVersion version(int number, String language, String by) {
        return new FormVersion(
                number, language, "t", sections(FormDecider.OF_A_CONSENT), 365, "sha", by, T0, null, null, false);
    }
}
