package org.carecontact.consent.forms.domain;

import java.util.List;

/** Why a form stays as it is. */
public sealed interface FormRejection {

    /** The form leaves out what the law wants said. */
    record SectionsMissing(List<String> missing) implements FormRejection {}

    /** An id comes twice or belongs to another kind of form, so nobody could tell what was confirmed. */
    record SectionsAmbiguous(List<String> ids) implements FormRejection {}

    record NoSuchVersion() implements FormRejection {}

    /** Another version took its place, or the draft was discarded. */
    record VersionRetired() implements FormRejection {}

    /** Only a draft can be discarded. */
    record NotADraft() implements FormRejection {}

    /** One person wants to do what takes two. */
    record DraftedBySamePerson() implements FormRejection {}

    /** This person has too many open drafts of the form. */
    record TooManyOwnDrafts() implements FormRejection {}

    /** The hospital has too many open drafts of the form. */
    record TooManyDrafts() implements FormRejection {}

    /** The form is active in too many languages. */
    record TooManyLanguages() implements FormRejection {}
}
