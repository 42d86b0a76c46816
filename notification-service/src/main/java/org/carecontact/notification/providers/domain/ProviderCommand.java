package org.carecontact.notification.providers.domain;

import java.time.Instant;

public sealed interface ProviderCommand {

    /** The provider says that our settings are wrong. */
    record NoteOurFault(String reason, Instant now) implements ProviderCommand {}

    /** A person has put the settings right. */
    record Reopen() implements ProviderCommand {}
}
