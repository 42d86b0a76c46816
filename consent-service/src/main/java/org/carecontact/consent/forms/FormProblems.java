package org.carecontact.consent.forms;

import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.kernel.web.Problem;

/** Turns the rejections of a form into problems. */
final class FormProblems {

    private FormProblems() {}

    static Problem of(FormRejection rejection) {
        return switch (rejection) {
            case FormRejection.SectionsMissing(var missing) ->
                Problem.of("sections-missing")
                        .with("sections", String.join(", ", missing))
                        .field("sections");
            case FormRejection.SectionsAmbiguous(var ids) ->
                Problem.of("sections-ambiguous")
                        .with("sections", String.join(", ", ids))
                        .with("prefix", FormDecider.OF_A_SERVICE_AGREEMENT)
                        .field("sections");
            case FormRejection.NoSuchVersion() -> Problem.notFound();
            case FormRejection.VersionRetired() -> Problem.of("version-retired");
            case FormRejection.NotADraft() -> Problem.of("not-a-draft");
            case FormRejection.DraftedBySamePerson() -> Problem.of("second-person-needed");
            case FormRejection.TooManyOwnDrafts() ->
                Problem.of("too-many-own-drafts").with("most", FormDecider.MOST_OWN_DRAFTS);
            case FormRejection.TooManyDrafts() -> Problem.of("too-many-drafts").with("most", FormDecider.MOST_DRAFTS);
            case FormRejection.TooManyLanguages() ->
                Problem.of("too-many-languages").with("most", FormDecider.MOST_LANGUAGES);
        };
    }

    static RuntimeException of(String type, String field) {
        return Problem.of(type).field(field).exception();
    }

    static RuntimeException atMost(String type, String field, int most) {
        return Problem.of(type).with("most", most).field(field).exception();
    }
}
