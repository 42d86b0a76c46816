package org.carecontact.consent.forms.domain;

import java.time.Instant;

/** The events of a form. */
public sealed interface FormEvent {

    record FormDrafted(FormVersion version) implements FormEvent {}

    record FormActivated(String hospital, DocumentKind kind, int version, Instant at) implements FormEvent {}

    record DraftDiscarded(int version, Instant at) implements FormEvent {}

    record AskingResumed(Instant at) implements FormEvent {}

    record AskingEnded(int version) implements FormEvent {}
}
