package org.carecontact.consent.forms.domain;

import java.util.List;

/** The reasons for which a form stays as it is. */
public sealed interface FormRejection {

    /** The form leaves out a topic that the law demands. */
    record SectionsMissing(List<String> missing) implements FormRejection {}

    /** An id comes twice or belongs to another kind of form, so nobody could tell which section was confirmed. */
    record SectionsAmbiguous(List<String> ids) implements FormRejection {}

    record NoSuchVersion() implements FormRejection {}

    /** Another version took its place, or the draft was discarded. */
    record VersionRetired() implements FormRejection {}

    /** Only a draft can be discarded. */
    record NotADraft() implements FormRejection {}

    /** The second person that this step needs is missing. */
    record DraftedBySamePerson() implements FormRejection {}

    /** This person has too many open drafts of the form. */
    record TooManyOwnDrafts() implements FormRejection {}

    /** The hospital has too many open drafts of the form. */
    record TooManyDrafts() implements FormRejection {}

    /** The form is active in too many languages. */
    record TooManyLanguages() implements FormRejection {}
}
