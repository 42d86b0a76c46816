package org.carecontact.notification.recipients.domain;

import java.util.List;

public sealed interface RecipientCommand {

    /** The hospital says how the person is reached; replaces what it said before. */
    record Register(long position, String wrappedKey, List<ContactPoint> points) implements RecipientCommand {}

    /** The hospital has the person erased. */
    record Erase(long position) implements RecipientCommand {}

    /** The provider will not deliver there. */
    record NoteRefusal(Addressee of, String system, String reason) implements RecipientCommand {}
}
