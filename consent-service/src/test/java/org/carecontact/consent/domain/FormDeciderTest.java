package org.carecontact.consent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.consent.domain.FormCommand.ActivateForm;
import org.carecontact.consent.domain.FormCommand.DraftForm;
import org.carecontact.consent.domain.FormEvent.FormActivated;
import org.carecontact.consent.domain.FormEvent.FormDrafted;
import org.carecontact.consent.domain.FormRejection.NoSuchVersion;
import org.carecontact.consent.domain.FormRejection.SectionsAmbiguous;
import org.carecontact.consent.domain.FormRejection.SectionsMissing;
import org.carecontact.consent.domain.FormRejection.TooManyVersions;
import org.carecontact.consent.domain.FormRejection.VersionRetired;
import org.carecontact.kernel.decider.Decision;
import org.junit.jupiter.api.Test;

class FormDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant T1 = T0.plusSeconds(60);
    private static final FormDecider DECIDER = new FormDecider();

    @Test
    void a_new_wording_is_a_draft() {
        var decided = DECIDER.decide(DECIDER.initial(), draft("zh", sections(FormDecider.OF_A_CONSENT)));

        assertThat(decided).isEqualTo(Decision.accept(new FormDrafted(version(1, "zh"))));
        assertThat(form(new FormDrafted(version(1, "zh"))).active("zh")).isEmpty();
    }

    @Test
    void versions_are_counted_over_all_languages() {
        var decided = DECIDER.decide(
                form(new FormDrafted(version(1, "zh"))), draft("en", sections(FormDecider.OF_A_CONSENT)));

        assertThat(decided).isEqualTo(Decision.accept(new FormDrafted(version(2, "en"))));
    }

    @Test
    void a_consent_that_does_not_tell_all_is_refused_and_what_is_missing_is_named() {
        var decided = DECIDER.decide(DECIDER.initial(), draft("zh", sections(List.of("risks", "boundary"))));

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
                                T0)))
                .isEqualTo(Decision.reject(new SectionsAmbiguous(List.of("risks"))));
    }

    @Test
    void a_form_has_a_limited_number_of_versions() {
        FormEvent[] drafts = new FormEvent[FormDecider.MOST_VERSIONS];
        for (int i = 0; i < drafts.length; i++) {
            drafts[i] = new FormDrafted(version(i + 1, "zh"));
        }

        assertThat(DECIDER.decide(form(drafts), draft("zh", sections(FormDecider.OF_A_CONSENT))))
                .isEqualTo(Decision.reject(new TooManyVersions()));
    }

    @Test
    void a_version_that_is_not_there_can_not_be_activated() {
        assertThat(DECIDER.decide(form(new FormDrafted(version(1, "zh"))), new ActivateForm(2, T1)))
                .isEqualTo(Decision.reject(new NoSuchVersion()));
    }

    @Test
    void activating_retires_the_active_version_of_the_same_language_only() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "en")),
                new FormDrafted(version(3, "zh")),
                new FormActivated(1, T0),
                new FormActivated(2, T0),
                new FormActivated(3, T1));

        assertThat(form.active("zh")).map(FormVersion::version).contains(3);
        assertThat(form.active("en")).map(FormVersion::version).contains(2);
        assertThat(form.version(1)).map(FormVersion::retiredAt).contains(T1);
    }

    @Test
    void activating_the_active_version_changes_nothing() {
        assertThat(DECIDER.decide(
                        form(new FormDrafted(version(1, "zh")), new FormActivated(1, T0)), new ActivateForm(1, T1)))
                .isEqualTo(Decision.accept());
    }

    @Test
    void a_retired_version_does_not_come_back() {
        Form form = form(
                new FormDrafted(version(1, "zh")),
                new FormDrafted(version(2, "zh")),
                new FormActivated(1, T0),
                new FormActivated(2, T1));

        assertThat(DECIDER.decide(form, new ActivateForm(1, T1))).isEqualTo(Decision.reject(new VersionRetired()));
    }

    private static Form form(FormEvent... events) {
        Form form = DECIDER.initial();
        for (FormEvent event : events) {
            form = DECIDER.evolve(form, event);
        }
        return form;
    }

    private static DraftForm draft(String language, List<Section> sections) {
        return new DraftForm(DocumentKind.CONSENT, language, "t", sections, 365, "sha", T0);
    }

    private static List<Section> sections(List<String> ids) {
        return ids.stream().map(id -> new Section(id, "text of " + id)).toList();
    }

    private static FormVersion version(int number, String language) {
        return new FormVersion(number, language, "t", sections(FormDecider.OF_A_CONSENT), 365, "sha", T0, null, null);
    }
}
