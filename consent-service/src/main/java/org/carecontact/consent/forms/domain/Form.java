package org.carecontact.consent.forms.domain;

import java.util.List;
import java.util.Optional;

/**
 * A hospital's own form of one kind in all languages, at most one version of a language active.
 *
 * @param versions drafts, active ones and the newest that are neither, in the order of their numbers
 */
public record Form(List<FormVersion> versions) {
    public Form {
        versions = List.copyOf(versions);
    }

    public Optional<FormVersion> version(int number) {
        return versions.stream().filter(version -> version.version() == number).findFirst();
    }

    public Optional<FormVersion> active(String language) {
        return versions.stream()
                .filter(version -> version.isActive() && version.language().equals(language))
                .findFirst();
    }

    /** Returns the next number, also when older versions are no longer here. */
    int nextVersion() {
        return versions.isEmpty() ? 1 : versions.getLast().version() + 1;
    }
}
