package org.carecontact.consent.domain;

import java.time.Instant;

/** What happened to a form. */
public sealed interface FormEvent {

    record FormDrafted(FormVersion version) implements FormEvent {}

    record FormActivated(int version, Instant at) implements FormEvent {}
}
