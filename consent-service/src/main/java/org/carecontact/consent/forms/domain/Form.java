package org.carecontact.consent.forms.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's own form of one kind in all languages, at most one version of a language active.
 *
 * @param versions drafts, active ones and the newest that are neither, in the order of their numbers
 * @param asking what is left to do about changes of meaning; null in a form from before there were any
 */
public record Form(List<FormVersion> versions, @Nullable List<Asking> asking) {
    public Form {
        versions = List.copyOf(versions);
        asking = asking == null ? List.of() : List.copyOf(asking);
    }

    /** Returns whose predecessors' signers are still to be asked anew. */
    public List<Asking> left() {
        return asking == null ? List.of() : asking;
    }

    Form asking(Asking more) {
        return new Form(
                versions, Stream.concat(left().stream(), Stream.of(more)).toList());
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
