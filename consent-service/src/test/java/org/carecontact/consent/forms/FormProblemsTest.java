package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.kernel.web.Problem;
import org.junit.jupiter.api.Test;

class FormProblemsTest {

    @Test
    void every_rejection_of_a_form_has_this_problem() {
        Stream<FormRejection> rejections = Stream.of(
                new FormRejection.SectionsMissing(List.of("risks")),
                new FormRejection.SectionsAmbiguous(List.of("risks")),
                new FormRejection.NoSuchVersion(),
                new FormRejection.VersionRetired(),
                new FormRejection.NotADraft(),
                new FormRejection.DraftedBySamePerson(),
                new FormRejection.TooManyOwnDrafts(),
                new FormRejection.TooManyDrafts(),
                new FormRejection.TooManyLanguages());

        assertThat(rejections.map(FormProblems::of).map(FormProblemsTest::text))
                .hasSize(FormRejection.class.getPermittedSubclasses().length)
                .containsExactly(
                        "422 sections-missing: The form must say more than this",
                        "422 sections-ambiguous: Section ids must tell the sections of all forms apart",
                        "404 not-found: There is no such thing here",
                        "409 version-retired: This version was replaced or discarded",
                        "409 not-a-draft: Only a draft can be discarded",
                        "403 second-person-needed: The person who drafted a form cannot activate it",
                        "409 too-many-own-drafts: You have 3 open drafts of this form",
                        "409 too-many-drafts: The hospital has 10 open drafts of this form",
                        "409 too-many-languages: This form is active in 10 other languages");
    }

    private static String text(Problem problem) {
        return problem.status() + " " + problem.type() + ": " + problem.body().getTitle();
    }
}
