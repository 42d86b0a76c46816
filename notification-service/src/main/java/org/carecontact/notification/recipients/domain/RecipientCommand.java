package org.carecontact.notification.recipients.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

public sealed interface RecipientCommand {

    /**
     * The hospital tells the person's name and contact points, which replace the former ones.
     *
     * @param name base64, closed with the person's key; null when the hospital tells none
     */
    record Register(
            long position,
            String wrappedKey,
            List<ContactPoint> points,
            @Nullable String name) implements RecipientCommand {}

    /** The hospital erases the person. */
    record Erase(long position) implements RecipientCommand {}

    /** The provider refuses to deliver there. */
    record NoteRefusal(Addressee of, String system, String reason) implements RecipientCommand {}

    /** The person wants nothing more at the contact point with this mark. */
    record NoteStop(String system, String mark, String reason) implements RecipientCommand {}

    /** The person wants messages again at the contact point with this mark. */
    record NoteReturn(String system, String mark) implements RecipientCommand {}

    /**
     * The person says when to be left alone.
     *
     * @param rest null for whenever the hospital says
     */
    record ChooseRest(Addressee of, @Nullable Rest rest) implements RecipientCommand {}
}
