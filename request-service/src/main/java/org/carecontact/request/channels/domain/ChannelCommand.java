package org.carecontact.request.channels.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands to a channel. */
public sealed interface ChannelCommand {

    Instant now();

    /** Opens the channel of a granted contact. */
    record Open(Grant grant, String code, Instant now) implements ChannelCommand {}

    /** The contact ended. */
    record End(String by, Instant at, Instant now) implements ChannelCommand {}

    /** The contact was renewed. */
    record Prolong(Instant endsAt, Instant now) implements ChannelCommand {}

    /**
     * The contact is suspended.
     *
     * @param briefly the doctor is away and comes back: only what can be closed by call is closed
     */
    record Pause(boolean briefly, Instant now) implements ChannelCommand {}

    /**
     * Nothing suspends the contact any more.
     *
     * @param code for the session that begins now
     */
    record Resume(String code, Instant now) implements ChannelCommand {}

    /**
     * Time has passed.
     *
     * @param code for a session that begins now
     */
    record Elapse(String code, Instant now) implements ChannelCommand {}

    /** The result of a call. */
    record Record(int errand, int attempt, Result result, Instant now) implements ChannelCommand {}

    /**
     * A party asks for a new session after one that ended for good.
     *
     * @param code for the session
     */
    record Renew(String code, Instant now) implements ChannelCommand {}

    /** The doctor says whether the person who used the invitation is the patient. */
    record Confirm(boolean patient, Instant now) implements ChannelCommand {}

    /** The vendor told or showed something about a person. */
    sealed interface Sighting extends ChannelCommand {
        String external();
    }

    /**
     * Somebody used an invitation.
     *
     * @param state the code that the vendor gives for it; null when it gives none, and this is the only open invitation
     * @param half the doctor has not let them in yet
     * @param at when, as the vendor says
     */
    record NoteJoined(String external, @Nullable String state, boolean half, Instant at, Instant now)
            implements Sighting {}

    record NotePatientLeft(String external, Instant at, Instant now) implements Sighting {}

    record NoteDoctorRemoved(String external, Instant at, Instant now) implements Sighting {}

    /**
     * The vendor's list does not show the contact.
     *
     * @param readAt when the list was read
     */
    record NoteMissing(String external, Instant readAt, Instant now) implements Sighting {}

    /** The vendor's list shows an invitation. */
    record NoteWay(String state, String configId, Instant now) implements ChannelCommand {}
}
