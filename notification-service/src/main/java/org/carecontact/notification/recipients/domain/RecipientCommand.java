package org.carecontact.notification.recipients.domain;

import java.util.List;

public sealed interface RecipientCommand {

    /** The hospital names the person's contact points, which replace the former ones. */
    record Register(long position, String wrappedKey, List<ContactPoint> points) implements RecipientCommand {}

    /** The hospital erases the person. */
    record Erase(long position) implements RecipientCommand {}

    /** The provider refuses to deliver there. */
    record NoteRefusal(Addressee of, String system, String reason) implements RecipientCommand {}
}
