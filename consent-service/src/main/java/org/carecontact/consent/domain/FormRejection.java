package org.carecontact.consent.domain;

import java.util.List;

/** Why not. */
public sealed interface FormRejection {

    /** What the law wants to be said is not said. */
    record SectionsMissing(List<String> missing) implements FormRejection {}

    /** An id comes twice, or belongs to another kind of form, so that it could not be told what was confirmed. */
    record SectionsAmbiguous(List<String> ids) implements FormRejection {}

    record NoSuchVersion() implements FormRejection {}

    /** Another version took its place. */
    record VersionRetired() implements FormRejection {}

    record TooManyVersions() implements FormRejection {}
}
