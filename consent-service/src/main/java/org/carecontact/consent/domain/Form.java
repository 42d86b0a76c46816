package org.carecontact.consent.domain;

import java.util.List;
import java.util.Optional;

/** A hospital's own form of one kind: all its versions in all languages, at most one of a language active. */
public record Form(List<FormVersion> versions) {
    public Form {
        versions = List.copyOf(versions);
    }

    public Optional<FormVersion> version(int number) {
        return versions.stream().filter(one -> one.version() == number).findFirst();
    }

    public Optional<FormVersion> active(String language) {
        return versions.stream()
                .filter(one -> one.isActive() && one.language().equals(language))
                .findFirst();
    }
}
